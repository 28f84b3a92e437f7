"""What hangs on the wall and goes through a chat: the rows of pages, after their redaction, set as sheets, booklets and long pictures."""
