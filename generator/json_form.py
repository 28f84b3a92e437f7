"""Whether what a cache says has the form that is asked of it: others may have put it there, with a digest as ours have."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any


def has_form(told: object, form: Any) -> bool:
    """``told``: as JSON gives it. ``form``: a type, of which it must be and of no other; None; ``[x]`` for a list of any number of x,
    ``[x, y]`` for one of these very items, ``[]`` for an empty one; ``{str: x}`` for texts that lead to x; ``{"a": x}`` for an object with
    that key at least; ``(x, y)`` for one or the other."""
    sort = form.__class__
    if sort is type:
        return told.__class__ is form
    if form is None:
        return told is None
    if sort is tuple:
        return any(has_form(told, each) for each in form)
    if sort is list:
        if told.__class__ is not list:
            return False
        return _all(told, form[0]) if len(form) == 1 else len(told) == len(form) and all(map(has_form, told, form))
    if told.__class__ is not dict:
        return False
    if str in form:
        return _all(told.values(), form[str])
    return all(key in told and has_form(told[key], each) for key, each in form.items())


def _all(told: Any, form: Any) -> bool:
    """Of thousands of texts nobody is called for each."""
    return all(one.__class__ is form for one in told) if form.__class__ is type else all(has_form(one, form) for one in told)


def is_day(told: str) -> bool:
    """True for a day as 2026-11-30."""
    with suppress(ValueError):
        return date.fromisoformat(told).isoformat() == told
    return False


def is_written(*told: str) -> bool:
    """True for texts that a page can hold: JSON may have halves of signs."""
    with suppress(UnicodeEncodeError):
        "".join(told).encode()
        return True
    return False
