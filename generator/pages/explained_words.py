"""Words explained where they stand: at its first place in the text of a page a word leads to one sentence below.

Below means a list at the end of the page, of which a screen shows only the sentence that was asked for, over the foot of the page
(styles/words.css), and paper all of them, as footnotes. So it needs no script, and a keyboard, a finger and a screen reader take the same
way there and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from markupsafe import Markup, escape

from generator.config import Context

Sentences = tuple[tuple[str, str], ...]
"""(word, its sentence), the longest word first."""

_PASSED = (
    r"<(a|button|h[1-6]|summary|th|caption|figcaption|label|select|svg|script|style|code|nav|small)\b.*?</\1\s*>"  # leads or names already
    r"|<span[^>]*(?:gk-badge|data-gk)[^>]*>.*?</span>"  # the reader's device writes it anew
    r"|《[^》<\n]*》"  # the title of a law
    r"|<[^>]*>|^\#[^\n]*$|\[[^\]\n]*\]\([^)\n]*\)"  # tags; headings and links of Markdown
)


_CODES, _END = '<ul class="gk-record">', "</ul>"
"""A thousand links and codes on 公开记录: no words."""


def words_of(context: Context) -> Sentences:
    """Those of its region, which has all with its own among them, else the site's."""
    return (context.region and context.region.words) or context.site.words


def explained(body: str, words: Sentences) -> tuple[Markup, Sentences]:
    """The text of a page with the first place of each word leading to its sentence, and the words that are there, in their order."""
    spans = [*_spans(body)]
    # a page has few of the signs that the words are written with: this rules out most of them
    signs = set().union(*(body[start:end] for start, end in spans))
    there = tuple(each for each in words if signs.issuperset(each[0]) and each[0] in body)
    if not there:
        return Markup(body), ()
    meanings = dict(there)
    asked: dict[str, str] = {}

    def parts() -> Iterator[str]:
        end = 0
        pattern = _pattern(tuple(meanings))
        for match in chain.from_iterable(pattern.finditer(body, *span) for span in spans):
            word = match["word"]
            if word and word not in asked:
                asked[word] = meanings[word]
                yield body[end : match.start()]
                n = len(asked)
                yield f'<a class="gk-word" id="word-{n}" href="#means-{n}" role="doc-noteref">{escape(word)}</a>'
                end = match.end()
                if len(asked) == len(meanings):
                    break
        yield body[end:]

    text = "".join(parts())
    return Markup(text), tuple(asked.items())


def _spans(body: str) -> Iterator[tuple[int, int]]:
    """The parts of a page in which words are looked for."""
    at = 0
    while (start := body.find(_CODES, at)) >= 0:
        yield at, start
        at = max(start + len(_CODES), body.find(_END, start))
    yield at, len(body)


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"{_PASSED}|(?P<word>{'|'.join(map(re.escape, words))})", re.DOTALL | re.MULTILINE)
