"""A PDF written anew from what its pages show: every key of every object is on a list, and what is on none is not there afterwards.

No bookmark, note, form, attachment, layer, link, name, date or program survives; what would change the look of a page by being left out
is refused.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfInlineImage, Stream

from generator.privacy import pdf_bends
from generator.privacy.pdf_fonts import Fonts
from generator.privacy.pdf_keys import FORM, GROUP, IMAGE, INLINE, SHADED, SHADING, SHOWS, STATE, TILE, USES, WRITES
from generator.privacy.pdf_parts import MOST_DEPTH
from generator.privacy.pdf_streams import Broken

MOST_PAGES = 1_000
MOST_STEPS = 400_000
"""Drawing steps of all pages, those of a drawing within a drawing counted each time it is drawn."""
MOST_CONTENT, MOST_DRAWING = 5_000_000, 1_300_000
"""Bytes of drawing steps of all pages, and of one drawing, which takes a hundred times as much memory while it is read."""
MOST_BENDS = 60
"""Curves and slanting lines of a page: rules, boxes and some bullets need no more, a telephone number drawn as outlines does."""


class Rebuilt(Fonts):
    """The new document, and on which of its pages a program cannot read all that is shown."""

    def __init__(self, source: Pdf) -> None:
        super().__init__()
        self.pictured: list[int] = []
        self._around: Any = None
        """Resources of the page, for a drawing of the old sort that has none of its own."""
        self._content = self._all = 0
        self._pages: dict[tuple[tuple[int, int], ...], tuple[Stream, Dictionary, bool, int, int]] = {}
        if len(source.pages) > MOST_PAGES:
            raise Broken(f"有 {len(source.pages)} 页，太多")
        for number, page in enumerate(source.pages, 1):
            self.picture, self.steps, self.bends = False, 0, 0
            self.new.pages.append(self._page(page))
            self._all += self.steps
            if self.picture or self.bends > MOST_BENDS:
                self.pictured.append(number)

    def written(self) -> bytes:
        """The same bytes every time."""
        out = io.BytesIO()
        self.new.save(
            out,
            deterministic_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return out.getvalue()

    def _page(self, page: Any) -> pikepdf.Page:
        made = Dictionary(Type=Name.Page)
        for key in ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit"):
            value = _inherited(page.obj, key)
            if value is not None:
                made[key] = self.plain(value)
        if "/MediaBox" not in made:
            made["/MediaBox"] = Array([0, 0, 595, 842])
        self._around = _inherited(page.obj, "/Resources")
        if isinstance(page.obj.get("/Group"), Dictionary):
            made["/Group"] = self._group(page.obj["/Group"])
        streams = _streams(page.obj.get("/Contents"))
        same = (*(each.objgen for each in streams), self._around.objgen if isinstance(self._around, Dictionary) else (0, 0))
        if same not in self._pages or same[-1] == (0, 0):
            self._pages[same] = (*self.drawing(streams, self._around), self.picture, self.steps, self.bends)
            made["/Contents"], made["/Resources"] = self._pages[same][:2]
        else:  # the same page again
            made["/Contents"], made["/Resources"], self.picture, self.steps, self.bends = self._pages[same]
            if self.steps + self._all > MOST_STEPS:
                raise Broken("太复杂")
        return pikepdf.Page(self.new.make_indirect(made))

    def drawing(self, streams: list[Any], resources: Any) -> tuple[Stream, Dictionary]:
        """Drawing steps written anew, and of the resources those they use; counts the steps, and those of the drawings they draw."""
        parts = []
        for stream in streams:
            parts.append(self.decoded(stream))
            self._content += len(parts[-1])
            if self._content > MOST_CONTENT or sum(map(len, parts)) > MOST_DRAWING:
                raise Broken("太复杂")
        kept: list[Any] = []
        bends = pdf_bends.Bends()
        used: dict[str, Counter[str]] = defaultdict(Counter)
        hand = _Hand()
        for step in pikepdf.parse_content_stream(Stream(self.new, b"\n".join(parts))):
            if isinstance(step, pikepdf.ContentStreamInlineImage):
                used["/ColorSpace"][self._inline(step.iimage)] += 1
                kept.append(step)
                continue
            name = str(step.operator)
            if name in USES and len(step.operands) and isinstance(operand := step.operands[-2 if name == "Tf" else -1], Name):
                used[USES[name]][str(operand)] += 1
            hand.step(name, step.operands)
            if name in WRITES and len(step.operands):
                self.note(_string(step.operands[-1]).decode("latin-1"))
            if name in pdf_bends.STEPS:
                bends.step(name, step.operands)
            if name in SHOWS:
                kept.append(step)
        made = self._resources(resources, used)
        self.picture |= self.misnamed(resources, hand.written)
        drawn: Any = made.get("/XObject", {})
        self.steps += len(kept) + sum(self.cost.get(drawn[name].objgen, 1) * n for name, n in used["/XObject"].items() if name in drawn)
        bends.end()
        self.bends += bends.count + sum(self.bent.get(drawn[name].objgen, 0) * n for name, n in used["/XObject"].items() if name in drawn)
        if self.steps + self._all > MOST_STEPS:
            raise Broken("太复杂")
        return Stream(self.new, pikepdf.unparse_content_stream(kept)), made

    def _inline(self, image: PdfInlineImage) -> str:
        """Looks at a picture that lies among the steps; the name of its colours."""
        self.picture = True
        if set(image.obj.keys()) - INLINE or any("DCT" in name for name in image.filters):
            raise Broken("里面有一张打不开的图片")
        colours = image.obj.get("/CS", image.obj.get("/ColorSpace"))
        return str(colours) if isinstance(colours, Name) else ""

    def _resources(self, obj: Any, used: Mapping[str, Counter[str]]) -> Dictionary:
        """What is used, by name: what lies beside it and is never drawn is not taken over."""
        made = Dictionary()
        sorts: dict[str, Callable[[Any], Any]] = {
            "/Font": lambda each: self.once(each, "font", self.font),
            "/XObject": lambda each: self.once(each, "xobject", self._xobject),
            "/ExtGState": lambda each: self.once(each, "state", self._state),
            "/ColorSpace": self.colour,
            "/Pattern": lambda each: self.once(each, "pattern", self._pattern),
            "/Shading": lambda each: self.once(each, "shading", self._shading),
        }
        for sort, make in sorts.items():
            group = obj.get(sort) if isinstance(obj, Dictionary) else None
            if isinstance(group, Dictionary):
                for key in used[sort]:
                    self.note_name(key)
                resources = {key: make(each) for key, each in group.items() if key in used[sort]}
                made[sort] = Dictionary({key: each for key, each in resources.items() if each is not None})
        return made

    def _xobject(self, obj: Any) -> Any:
        if not isinstance(obj, Stream):
            return None
        if obj.get("/Subtype") == Name.Image:
            return self._image(obj)
        if obj.get("/Subtype") != Name.Form:
            raise Broken("里面有认不出的东西")
        return self._form(obj, FORM)

    def _form(self, obj: Any, keys: frozenset[str]) -> Stream:
        made, resources = self.drawing([obj], obj.get("/Resources", self._around))
        self.take(obj, made, keys)
        made["/Resources"] = resources
        if isinstance(obj.get("/Group"), Dictionary):
            made["/Group"] = self._group(obj["/Group"])
        return made

    def _image(self, obj: Any) -> Stream:
        self.picture = True
        made = self.packed(obj)
        self.take(obj, made, IMAGE)
        if "/ColorSpace" in obj:
            made["/ColorSpace"] = self.colour(obj["/ColorSpace"])
        for key in ("/SMask", "/Mask"):
            mask = obj.get(key)
            if isinstance(mask, Stream):
                made[key] = self.once(mask, "mask", self._image)
            elif isinstance(mask, Array):
                made[key] = self.plain(mask)
        return made

    def _group(self, obj: Any) -> Any:
        made = self.take(obj, Dictionary(), GROUP)
        if "/CS" in obj:
            made["/CS"] = self.colour(obj["/CS"])
        return made

    def _state(self, obj: Any) -> Any:
        made = self.take(obj, Dictionary(), STATE)
        mask = obj.get("/SMask")
        if isinstance(mask, Dictionary):
            about = self.take(mask, Dictionary(), frozenset({"/S", "/BC"}))
            about["/G"] = self.once(mask.get("/G"), "xobject", self._xobject)
            if isinstance(mask.get("/TR"), Dictionary | Stream):
                about["/TR"] = self.function(mask["/TR"])
            made["/SMask"] = about
        elif mask == Name("/None"):
            made["/SMask"] = mask
        return made

    def _pattern(self, obj: Any) -> Any:
        if isinstance(obj, Stream):
            self.picture = True  # what is written in a tile is in no text of the page
            return self._form(obj, TILE)
        made = self.take(obj, Dictionary(), SHADED)
        made["/Shading"] = self.once(obj.get("/Shading"), "shading", self._shading)
        if isinstance(obj.get("/ExtGState"), Dictionary):
            made["/ExtGState"] = self.once(obj["/ExtGState"], "state", self._state)
        return made

    def _shading(self, obj: Any) -> Any:
        made = self.packed(obj) if isinstance(obj, Stream) else Dictionary()
        self.take(obj, made, SHADING)
        made["/ColorSpace"] = self.colour(obj.get("/ColorSpace"))
        if "/Function" in obj:
            made["/Function"] = self.function(obj["/Function"])
        return made


def _streams(contents: Any) -> list[Any]:
    streams = list(contents) if isinstance(contents, Array) else [contents]
    return [each for each in streams if isinstance(each, Stream)]


class _Hand:
    """Which codes are written in which font, in the order of the steps."""

    def __init__(self) -> None:
        self.written: list[tuple[str, bytes]] = []
        self._font, self._before = "", [""]

    def step(self, name: str, operands: Any) -> None:
        if name == "Tf" and len(operands) > 1:
            self._font = str(operands[-2])
        elif name == "q":
            self._before.append(self._font)
        elif name == "Q" and self._before:
            self._font = self._before.pop()
        elif name in WRITES and len(operands):
            self.written.append((self._font, _string(operands[-1])))


def _string(operand: Any) -> bytes:
    """What is written, as it lies in the file."""
    pieces = list(operand) if isinstance(operand, Array) else [operand]
    return b"".join(bytes(each) for each in pieces if isinstance(each, pikepdf.String))


def _inherited(page: Any, key: str) -> Object | None:
    seen = 0
    while isinstance(page, Dictionary) and seen < MOST_DEPTH:
        if key in page:
            return page[key]
        page, seen = page.get("/Parent"), seen + 1
    return None
