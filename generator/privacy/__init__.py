"""Finding what is personal in a text, a row, a file: pure functions, the same for what comes in and for what goes out."""
