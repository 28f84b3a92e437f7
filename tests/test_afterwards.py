"""What is put off until the answer is given: in its order, by this process alone, and not where nobody waits."""

from __future__ import annotations

import pytest

from generator import workers
from generator.afterwards import afterwards, answering


def test_it_is_done_when_the_answer_was_given() -> None:
    done: list[str] = []
    with answering(done.append) as first:
        afterwards(lambda: done.append("one"))
        afterwards(lambda: done.append("two"))
        assert first("answer") == "answer"
        assert done == ["answer"]
    assert done == ["answer", "one", "two"]
    afterwards(lambda: done.append("at once"))
    assert done[-1] == "at once"


def test_where_nobody_waits_it_is_done_at_once() -> None:
    done: list[str] = []
    with answering(None) as first:
        afterwards(lambda: done.append("at once"))
        assert done == ["at once"]
        first("answer")
    assert done == ["at once"]


def test_of_what_failed_nothing_is_kept() -> None:
    done: list[str] = []

    def failing() -> None:
        with answering(done.append):
            afterwards(lambda: done.append("what it was for"))
            raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        failing()
    afterwards(lambda: done.append("at once"))
    assert done == ["at once"]


def test_a_copy_does_at_once_what_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends before the answer is given, and what it had put off would end with it."""
    monkeypatch.setattr(workers, "alone", lambda: True)

    def work() -> list[str]:
        done: list[str] = []
        afterwards(lambda: done.append("at once"))
        return done

    with answering(print):
        assert workers.by_a_copy(work) == ["at once"]
