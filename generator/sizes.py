"""Bytes in words, for readers who pay by the megabyte."""

from __future__ import annotations


def size_words(count: int) -> str:
    """Bytes in words, rounded up: 212 KB, 9.8 MB."""
    return f"{-(-count // 1024)} KB" if count < 1024 * 1024 else megabytes(count)


def megabytes(count: int) -> str:
    """The same in the unit that limits are set in: 0.2 MB."""
    tenths = -(-count * 10 // 1024 // 1024)
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0") + " MB"
