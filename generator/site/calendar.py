"""The days of a board as a calendar that phones can keep (RFC 5545): what is posted until when, meetings, what must be public by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from generator.classes import dataclass

CALENDAR = "calendar.ics"
_PAGE = "X-GONGKAI-PAGE"


@dataclass(frozen=True)
class CalendarDay:
    """A day, or several in a row."""

    id: str
    title: str
    first: date
    last: date
    noted: date
    """The day that the data name for it: not the clock."""
    place: str = ""
    """The page that tells of it, below the board; "" for none."""
    address: str = ""
    """Its whole address, where that is known."""


def calendar(name: str, days: Iterable[CalendarDay]) -> bytes:
    """An event for each; b"" where there is none, since a calendar without one is none."""
    from icalendar import Calendar, Event, vText  # here: a changed row that moves no day waits for nothing that it does not use

    days = list(days)
    if not days:
        return b""
    made = Calendar()
    made.add("prodid", "-//gongkailan//board//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(name))  # the library escapes no text of a name that it does not know
    for day in days:
        event = Event()
        event.add("uid", day.id)
        event.add("dtstamp", datetime.combine(day.noted, time(), UTC))
        event.add("dtstart", day.first)
        event.add("dtend", day.last + timedelta(days=1))
        event.add("summary", day.title)
        event.add("transp", "TRANSPARENT")
        if day.address:
            event.add("url", day.address)
        if day.place:
            event.add(_PAGE, day.place)
        made.add_component(event)
    return bytes(made.to_ical())


def without(data: bytes, places: Iterable[str]) -> bytes:
    """A calendar of ours without what pages tell that were taken down; b"" where nothing is left, or it is none."""
    from icalendar import Calendar

    lost = set(places)
    try:
        made = Calendar.from_ical(data)
    except ValueError:
        return b""
    made.subcomponents = [event for event in made.subcomponents if str(event.get(_PAGE, "")) not in lost]
    return bytes(made.to_ical()) if made.subcomponents else b""
