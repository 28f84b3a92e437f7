"""The few pages that no engine makes: what leads on to the one board, and what stands in place of others.

Each has the policy of every page."""

from __future__ import annotations

from html import escape

POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
_STYLE = "body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.15rem/1.7 sans-serif}"
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
{body}
</body>
</html>
"""
_HIDDEN = '<meta name="robots" content="noindex, nofollow">\n'


def plain_page(title: str, body: str, hidden: bool, more: str = "") -> bytes:
    """``body`` and ``more`` are HTML; ``hidden``: no search engine may list it."""
    more = (_HIDDEN if hidden else "") + more
    return _PAGE.format(policy=POLICY, title=escape(title), more=more, style=_STYLE, body=body).encode()


def leading_to(slug: str, hidden: bool) -> bytes:
    """Leads on to a board at once, by the file's name: opened from a folder, an address that ends in / is a list of files. board.js takes
    the name off again on the web."""
    to = f"{slug}/index.html"
    return plain_page("村务公开栏", f'<p><a href="{to}">村务公开栏</a></p>', hidden, f'<meta http-equiv="refresh" content="0; url={to}">\n')
