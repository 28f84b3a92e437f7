"""The site engine. All that is known of MkDocs is in this file and ``engine_words.py``; another engine replaces them.

MkDocs' own build reads, converts and writes every page. Here its steps are taken one by one, so that only the pages that changed are
taken through them; `mkdocs build -f` on the same folder gives the same bytes (tests/test_site.py).
"""

from __future__ import annotations

import os
import posixpath
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from generator.classes import dataclass
from generator.compiled import compiled_templates
from generator.kept import kept
from generator.site.engine_words import EngineError, ThemeError, listening
from generator.site.plain_markdown import as_html
from generator.site.stage import settings_of
from generator.site.tree import clear, ours, take_away
from generator.site.tree import share as share_file
from generator.workers import spread

_UNUSED = ("bundle.*.js", "lunr", "workers", "palette.*.css", "favicon.png", "styles")
"""What the theme puts beside its style and no page asks for; styles/ is what style.css is made of (styles.py)."""
_NO_ASSETS = (".*", "*.py", "*.pyc", "*.html", "*.md", "*.map", "*.yml", "*.xml", "__pycache__", "locales", "partials", "fragments")


@dataclass(frozen=True)
class Work:
    """What is to be done in a folder that was built before; paths below docs/."""

    renew: frozenset[str]
    """Pages to make, files to copy."""
    remove: frozenset[str] = frozenset()
    """Pages and files that are no more."""


def ready() -> None:
    """Imports what ``build_site`` waits for."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    import mkdocs.commands.build
    import mkdocs.config.defaults  # noqa: F401 - as above


def at_hand(house: Path) -> None:
    """For a process that will be asked for a site over the mkdocs.yml in ``house``: what it takes to read that, too, is imported."""
    ready()
    from mkdocs.config import load_config

    with suppress(EngineError), listening():  # it has no docs/
        load_config(str(house / "mkdocs.yml"))


def lay_out(folder: Path, today: date, docs: Iterable[str], theme: str) -> None:
    """For a process that stays: the first steps of ``build_site``, for pages that perhaps will be these."""
    ready()
    with listening() as heard:
        _laid_out(folder, today, docs, theme, heard)


def build_site(folder: Path, today: date, docs: Iterable[str], theme: str, work: Work | None = None) -> list[str]:
    """``folder``/{mkdocs.yml,docs/} → ``folder``/site/, with every warning an error and the clock at ``today``.

    ``docs``: every path below docs/; ``theme``: id of theme_overrides/. Without ``work`` all is made; site/ is empty then. With it, the
    paths below site/ that were written or taken away. Raises NotOurs where that would be written elsewhere.
    """
    ready()
    with listening() as heard:
        docs = [*docs]
        return _make(_laid_out(folder, today, docs, theme, heard), docs, theme, work, heard)


def _laid_out(folder: Path, today: date, docs: Iterable[str], theme: str, heard: list[str]) -> _Structure:
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()))
    pages = frozenset(path for path in docs if path.endswith(".md"))
    look = partial(_structure, folder, pages, heard)
    settings = settings_of(folder)
    if settings is None:  # what else they come from is not known here
        return look()
    of = (theme, today, settings, pages)
    return kept(folder.name, f"structure {folder}", of, look, lambda made: _plain_settings(made.config) and not heard)


@dataclass(frozen=True)
class _Structure:
    """A site as the engine sees it before it reads a page: its settings, its files, its navigation and its pages."""

    config: Any
    files: Any
    nav: Any
    pages: list[Any]


def _structure(folder: Path, docs: Iterable[str], heard: list[str]) -> _Structure:
    """The first steps of mkdocs.commands.build.build."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException
    from mkdocs.structure.files import Files, set_exclusions
    from mkdocs.structure.nav import get_navigation
    from mkdocs.structure.pages import Page

    from generator.site.raw_blocks import RawBlocks

    try:
        config = load_config(str(folder / "mkdocs.yml"), strict=True)
    except (MkDocsException, SystemExit) as error:  # the few lines of ours are over the owner's
        raise ThemeError("; ".join([*heard, str(error)]), folder / "mkdocs.yml") from None
    config.markdown_extensions.append(RawBlocks())
    files = Files([_file(path, config) for path in sorted(docs, key=_walked)])
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    pages = files.documentation_pages()
    for file in pages:
        if file.page is None:
            Page(None, file, config)
    return _Structure(config, files, nav, [*pages])


def _file(path: str, config: Any) -> Any:
    from mkdocs.structure.files import File

    return File(path, config.docs_dir, config.site_dir, config.use_directory_urls)


def _plain_settings(config: Any) -> bool:
    """True where no program of the owner's has a hand in what is made."""
    return not (config.plugins or config.hooks)


@contextmanager
def _as_before(page: Any) -> Iterator[None]:
    """Afterwards it is as nobody had read it: who makes others next sees of this one what a new process sees, and nobody holds its text."""
    was = dict(vars(page))
    try:
        yield
    finally:
        vars(page).clear()
        vars(page).update(was)


def _make(structure: _Structure, docs: list[str], theme: str, work: Work | None, heard: list[str]) -> list[str]:
    """Its other steps, for what is in ``work``: the paths below site/ that it was about. ``heard``: what the engine says meanwhile."""
    from mkdocs.commands import build as steps

    config, files, nav, pages = structure.config, structure.files, structure.nav, structure.pages
    env = _environment(config, theme)
    if work is None:
        _copy_theme(config, theme)
    wanted = [file for file in pages if work is None or file.src_uri in work.renew]
    others = [path for path in docs if not path.endswith(".md") and (work is None or path in work.renew)]
    gone = [_file(path, config).dest_uri if path.endswith(".md") else path for path in (work.remove if work else ())]
    templates = [name + more for name in config.theme.static_templates for more in ("", ".gz")]  # a map of the site is packed, too
    changed = [*others, *templates, *(file.dest_uri for file in wanted), *gone]
    if work:
        ours(config.site_dir, changed)
        for path in changed:  # what stands there may be a link: it is never written through
            clear(f"{config.site_dir}/{path}")
    for path in others:
        share_file(f"{config.docs_dir}/{path}", f"{config.site_dir}/{path}")
    for template in config.theme.static_templates:
        steps._build_theme_template(template, env, files, config, nav)

    usual = _reads_as_usual(config)

    def make(share: Sequence[Any]) -> list[str]:
        already = len(heard)
        for file in share:
            with _as_before(file.page):
                if not (usual and _plain(file.page, config)):
                    steps._populate_page(file.page, config, files)
                steps._build_page(file.page, config, pages, nav, env)
        return heard[already:]

    told = [message for messages in spread(make, wanted) for message in messages]
    heard += [message for message in told if message not in heard]  # where nothing was spread it was heard here
    for path in gone:
        take_away(Path(config.site_dir), path)
    return changed


def _reads_as_usual(config: Any) -> bool:
    """True where pages are read with what mkdocs.yml of the program says, and nothing else."""
    return _plain_settings(config) and not config.mdx_configs and config.markdown_extensions[:-1] == ["toc", "tables", "fenced_code"]


def _plain(page: Any, config: Any) -> bool:
    """Gives the page its text, where that can be told without the library; False where not."""
    from markdown.extensions.toc import nest_toc_tokens
    from mkdocs.structure.toc import get_toc

    page.read_source(config)
    told = as_html(page.markdown)
    if told is None:
        return False
    page.content, headings = told
    title = headings[0]["name"] if page.content.startswith("<h1 ") else None  # only what stands first
    page.toc = get_toc(nest_toc_tokens(headings))  # type: ignore[arg-type]
    page._title_from_render = title
    return True


def _walked(path: str) -> tuple[tuple[int, bool, str], ...]:
    """The order in which MkDocs finds files: those of a folder first, its index before all, then its folders."""
    above, name = posixpath.split(path)
    index = posixpath.splitext(name)[0] in ("index", "README")
    return (*((1, False, part) for part in above.split("/") if part), (0, not index, name))


_environments: dict[tuple[str, ...], Any] = {}


def _environment(config: Any, theme: str) -> Any:
    """One for all boards of a run: its templates are compiled once."""
    key = (theme, *config.theme.dirs)
    if key not in _environments:
        _environments.clear()
        _environments[key] = config.theme.get_env()
        if folder := compiled_templates():
            from jinja2 import FileSystemBytecodeCache

            _environments[key].bytecode_cache = FileSystemBytecodeCache(str(folder))
    return _environments[key]


@lru_cache(maxsize=4)
def _theme_files(theme: str, dirs: tuple[str, ...]) -> dict[str, str]:
    """What pages of this theme may ask for: path below the site → the file; the first folder that has it counts. ``theme``: its id, since
    an owner puts files there, and takes them away, while a process stays."""
    by_path: dict[str, str] = {}
    for top in dirs:
        for folder, names, files in os.walk(top):
            names[:] = sorted(n for n in names if not _named(n, (*_NO_ASSETS, *_UNUSED)))
            for name in sorted(files):
                if not _named(name, (*_NO_ASSETS, *_UNUSED)):
                    by_path.setdefault(Path(folder, name).relative_to(top).as_posix(), os.path.join(folder, name))
    return by_path


def unused(path: str) -> bool:
    """True for what MkDocs by itself would put into the site for nothing."""
    return any(_named(part, ("*.map", *_UNUSED)) for part in path.split("/"))


def _named(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _copy_theme(config: Any, theme: str) -> None:
    for path, source in _theme_files(theme, tuple(config.theme.dirs)).items():
        target = Path(config.site_dir, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
