"""What boards owe, as a list for a terminal, JSON and a calendar: `gongkai due`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from generator.classes import dataclass
from generator.duties import Duty, Obligation


@dataclass(frozen=True)
class BoardDuties:
    """One board as the list has it."""

    slug: str
    name: str
    owed: tuple[Obligation, ...]


def due_as(style: str, boards: Sequence[BoardDuties], today: date) -> str:
    """``style``: text, json or ics."""
    if style == "json":
        return due_json(boards, today)
    return due_calendar(boards, today) if style == "ics" else due_text(boards, today)


def due_text(boards: Sequence[BoardDuties], today: date) -> str:
    """By board: what is overdue first, then what comes, each with its last day and the law."""
    return "\n".join("\n".join(_lines(board, today)) + "\n" for board in boards)


def _lines(board: BoardDuties, today: date) -> Iterator[str]:
    waiting = list(_waiting(board))
    late = sum(duty.overdue(today) for _, duty in waiting)
    yield f"{board.name}（{board.slug}）：逾期 {late} 期，以后要公开的 {len(waiting) - late} 期"
    for item, duty in waiting:
        yield f"  {duty.by}  {duty.state(today)}  {item.code} {duty.what}" + (f"  {item.basis[0]}" if item.basis else "")


def due_json(boards: Sequence[BoardDuties], today: date) -> str:
    """Every period of every item, published ones too."""
    told = [_told(board, item, duty, today) for board in boards for item in board.owed for duty in item.duties]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _told(board: BoardDuties, item: Obligation, duty: Duty, today: date) -> dict[str, object]:
    return {
        "village": board.slug, "item": item.code, "title": item.title, "period": duty.period,
        "due": duty.by.isoformat() if duty.by else None, "published": duty.shown is not None,
        "day": duty.shown.day.isoformat() if duty.shown and duty.shown.day else None,
        "file": duty.shown.file if duty.shown else None, "state": str(duty.state(today)),
        "days_late": duty.late(today), "basis": list(item.basis),
    }  # fmt: skip


def due_calendar(boards: Sequence[BoardDuties], today: date) -> str:
    """RFC 5545: a day for each period that is not published. The same files and the same day give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//gongkailan//due//ZH")
    calendar.add("version", "2.0")
    for board in boards:
        for item, duty in _waiting(board):
            calendar.add_component(_event(board, item, duty, today))
    return str(calendar.to_ical(), "utf-8")


def _event(board: BoardDuties, item: Obligation, duty: Duty, today: date) -> Event:
    by = duty.by or today
    event = Event()
    event.add("uid", f"{board.slug.replace('/', '.')}-{item.code}-{duty.period}@gongkailan")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", by)
    event.add("dtend", by + timedelta(days=1))
    event.add("summary", f"{board.name}：{duty.what}（{duty.state(today)}）")
    event.add("description", "\n".join((f"最后一天 {by}，{item.body}公开。", *item.basis)))
    return event


def _waiting(board: BoardDuties) -> list[tuple[Obligation, Duty]]:
    """What has a last day and is not published, the oldest first."""
    waiting = [(duty.by, item, duty) for item in board.owed for duty in item.duties if duty.by and not duty.shown]
    return [(item, duty) for _, item, duty in sorted(waiting, key=lambda each: each[0])]
