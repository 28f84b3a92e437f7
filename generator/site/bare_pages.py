"""The few pages that no engine makes: what leads on to the one board, and what stands in place of others.

Each has the policy of every page."""

from __future__ import annotations

from html import escape

from generator.site.theme import Colours

POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
_STYLE = (
    ":root{color-scheme:light dark;--page:#faf8f4;--ink:#1c1917;--band:#9c1d1a;--on-band:#fff;--link:#0b4685;--edge:#8a8178}"
    "@media(prefers-color-scheme:dark){:root{--page:#151311;--ink:#f3eee7;--band:#7a1b18;--link:#9dc6ff}}"
    "body{margin:0;background:var(--page);color:var(--ink);font:1.25rem/1.7 sans-serif}"
    "header{background:var(--band);color:var(--on-band);padding:.6rem 1rem;font-weight:bold}"
    "main{max-width:40rem;margin:0 auto;padding:1rem}h1{font-size:1.6rem;line-height:1.3}li{margin:.3rem 0}"
    "a{color:var(--link);display:inline-block;padding:.3rem 0;min-height:2.2rem}"
    "a.go{border:2px solid var(--edge);border-radius:.5rem;padding:.5rem 1rem}"
)
"""The colours and sizes of styles/base.css, in few bytes: such a page stands alone, in light and in dark."""
_PAGE = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
{more}<style>{style}</style>
</head>
<body>
{head}<main>
{body}
</main>
</body>
</html>
"""
_HIDDEN = '<meta name="robots" content="noindex, nofollow">\n'


def plain_page(title: str, body: str, hidden: bool, own: Colours, more: str = "", head: str = "") -> bytes:
    """``body`` and ``more`` are HTML; ``hidden``: no search engine may list it; ``head``: whose page it is, in the band on top; ``own``:
    colours in place of the program's."""
    band = f"<header>{escape(head)}</header>\n" if head else ""
    more = (_HIDDEN if hidden else "") + more
    return _PAGE.format(policy=POLICY, title=escape(title), more=more, style=_STYLE + _replaced(own), head=band, body=body).encode()


def _replaced(own: Colours) -> str:
    light, dark = ("".join(f"--{name}:{colour};" for name, colour in part) for part in (own.light, own.dark))
    return (f":root{{{light}}}" if light else "") + (f"@media(prefers-color-scheme:dark){{:root{{{dark}}}}}" if dark else "")


def leading_to(slug: str, hidden: bool, own: Colours) -> bytes:
    """Leads on to a board at once, by the file's name: opened from a folder, an address that ends in / is a list of files. board.js takes
    the name off again on the web."""
    to = f"{slug}/index.html"
    at_once = f'<meta http-equiv="refresh" content="0; url={to}">\n'
    return plain_page("村务公开栏", f'<p><a href="{to}">村务公开栏</a></p>', hidden, own, at_once)
