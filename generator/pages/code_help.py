"""What one problem code means, in words for the terminal."""

from __future__ import annotations

from generator.codes import Code


def explain(code: Code) -> str:
    """What `gongkai explain CODE` prints."""
    lines = [f"{code.title}（{code.code}，{code.severity.title}）", "", code.meaning, f"怎么改：{code.mend}"]
    return "\n".join(lines + ([f"例如：{code.example}"] if code.example else []))
