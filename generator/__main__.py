"""`python -m generator` is the same as `gongkai`."""

from __future__ import annotations

from generator.pattern import keep_what_modules_compile


def main() -> None:
    """All that is imported from here on finds its patterns compiled."""
    keep_what_modules_compile()
    from generator.cli import main as run

    run()


if __name__ == "__main__":
    main()
