"""The same pages built by others: stock Material for MkDocs with its search, Zensical, Hugo. Each as a usual user would set it up."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

BASE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}"></head><body><header><a href="{{ "/" | relURL }}">{{ site.Title }}</a><nav>
{{ range site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav></header><main>{{ block "main" . }}{{ end }}</main>
<footer>{{ .Lastmod.Format "2006-01-02" }}</footer></body></html>
"""
PAGE = '{{ define "main" }}<article>{{ .Content }}</article>{{ end }}\n'
LIST = '{{ define "main" }}<article>{{ .Content }}</article><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n'
STOCK = "site_name: 村务公开栏\ntheme: {name: material, language: zh, font: false}\nplugins: [{search: {lang: zh}}]\nmarkdown_extensions: [tables]\n"
HUGO = 'baseURL = "https://example.org/"\nlanguageCode = "zh"\ntitle = "村务公开栏"\n[markup.goldmark.renderer]\nunsafe = true\n'


def stock(folder: Path, docs: Path) -> Path:
    """A folder for `mkdocs build` or `zensical build`, everything in the navigation."""
    shutil.copytree(docs, folder / "docs")
    (folder / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    return folder


def hugo(folder: Path, docs: Path) -> Path:
    """A folder for `hugo`: pages as content, the rest as static files."""
    for path in (p for p in docs.rglob("*") if p.is_file()):
        place = path.relative_to(docs)
        if path.suffix != ".md":
            target = folder / "static" / place
        else:
            target = folder / "content" / place.with_name("_index.md" if path.name == "index.md" else path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name, text in {"baseof": BASE, "single": PAGE, "list": LIST}.items():
        (folder / "layouts/_default").mkdir(parents=True, exist_ok=True)
        (folder / f"layouts/_default/{name}.html").write_text(text, encoding="utf-8")
    (folder / "hugo.toml").write_text(HUGO, encoding="utf-8")
    return folder


def mkdocs_command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]


def zensical_command(folder: Path, clean: bool) -> list[str]:
    return [sys.executable, "-m", "zensical", "build", "-f", str(folder / "mkdocs.yml"), *(["--clean"] if clean else [])]


def hugo_command(folder: Path) -> list[str]:
    return [str(Path(sys.executable).with_name("hugo")), "--quiet", "--cleanDestinationDir", "-s", str(folder)]
