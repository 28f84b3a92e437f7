"""Reference data that comes with the program: charts of accounts and statement lines, as YAML a county can mend without code."""
