"""What cannot be done to a file, in a sentence for the clerk."""

from __future__ import annotations


class NotEditable(Exception):
    """The message says what is in the way and what to do about it."""


class Elsewhere(NotEditable):
    """A path that is none of the clerk's files."""


class InUse(NotEditable):
    """WPS, Office or another desk has the file open."""


class ChangedMeanwhile(NotEditable):
    """The file on the disk is not the one that was opened; nothing was written. ``theirs``: what is there now, b"" where it has gone."""

    def __init__(self, message: str, theirs: bytes) -> None:
        super().__init__(message)
        self.theirs = theirs
