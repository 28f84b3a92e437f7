"""What the program tells the scripts of a page, as a script of its own: they write no word again that pages say too."""

from __future__ import annotations

import json

from generator.day_words import SOON, WORDS

WORDS_SCRIPT = "assets/gongkai/words.js"
"""Where it is, below the site."""


def words_script() -> str:
    """Sets ``gkWords`` before board.js reads it."""
    told = {"soon": SOON, "words": WORDS}
    return f"self.gkWords = {json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"
