"""`python -m tests.sample_photos`: draws the photos of the sample village anew.

They are plainly drawings, of nobody and no place, and say so.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from PIL.ImageDraw import ImageDraw as Draw
from PIL.ImageFont import Layout, truetype

from generator.site.cover import font_file
from tests.conftest import ROOT

FOLDER = ROOT / "data/villages/shifan"
SIZE = (720, 480)
SKY, FIELD, DARK, MUD, ROAD, WATER, STRAW, WALL, SKIN = (
    "#cfe3f2", "#9cc27a", "#5f8a45", "#8a6a45", "#c9c9c4", "#7fb2d6", "#d9b45a", "#b9896a", "#e6c3a5",
)  # fmt: skip


def land(draw: Draw) -> None:
    draw.rectangle((0, 0, *SIZE), fill=SKY)
    draw.rectangle((0, 190, *SIZE), fill=FIELD)
    for x in range(0, 720, 90):
        draw.ellipse((x + 10, 140, x + 70, 200), fill=DARK)


def road_before(draw: Draw) -> None:
    land(draw)
    draw.polygon([(310, 190), (390, 190), (640, 480), (60, 480)], fill=MUD)
    for x, y in ((300, 300), (420, 360), (230, 420), (380, 250)):
        draw.ellipse((x, y, x + 70, y + 22), fill=WATER)


def road_after(draw: Draw) -> None:
    land(draw)
    draw.polygon([(310, 190), (390, 190), (640, 480), (60, 480)], fill=ROAD)
    for y in (230, 290, 370, 460):
        half = 40 + (y - 190) * 250 // 290
        draw.line((350 - half, y, 350 + half, y), fill="#a9a9a4", width=3)


def bridge(draw: Draw) -> None:
    land(draw)
    draw.rectangle((0, 330, 720, 420), fill=WATER)
    draw.rectangle((200, 270, 520, 330), fill=ROAD)
    draw.pieslice((270, 280, 450, 460), 180, 360, fill=WATER)
    draw.line((200, 262, 520, 262), fill="#777777", width=6)


def lamps(draw: Draw) -> None:
    draw.rectangle((0, 0, *SIZE), fill="#33415a")
    draw.polygon([(310, 190), (390, 190), (640, 480), (60, 480)], fill="#6a6a6a")
    for x, y, high in ((140, 430, 300), (230, 330, 190), (285, 250, 110)):
        draw.line((x, y, x, y - high), fill="#dddddd", width=6)
        draw.rectangle((x - 26, y - high - 14, x + 26, y - high - 6), fill="#223355")
        draw.ellipse((x - 14, y - high, x + 14, y - high + 22), fill="#ffe9a0")


def canal_before(draw: Draw) -> None:
    land(draw)
    draw.rectangle((0, 300, 720, 400), fill=MUD)
    for x in range(30, 700, 60):
        draw.line((x, 390, x - 12, 310), fill=DARK, width=8)


def canal_after(draw: Draw) -> None:
    land(draw)
    draw.rectangle((0, 290, 720, 410), fill=ROAD)
    draw.rectangle((0, 315, 720, 385), fill=WATER)


def straw(draw: Draw) -> None:
    land(draw)
    draw.rectangle((0, 380, 720, 480), fill=WALL)
    for x in (60, 270, 470):
        draw.pieslice((x, 230, x + 220, 540), 180, 360, fill=STRAW)


def cleared(draw: Draw) -> None:
    land(draw)
    draw.rectangle((0, 380, 720, 480), fill=ROAD)
    draw.rectangle((500, 320, 620, 380), fill="#4f7f9f")


def portrait(draw: Draw) -> None:
    draw.rectangle((0, 0, *SIZE), fill="#dfe6ea")
    draw.pieslice((210, 300, 510, 660), 180, 360, fill="#3f5b78")
    draw.ellipse((280, 110, 440, 310), fill=SKIN)
    draw.pieslice((275, 90, 445, 260), 180, 360, fill="#444444")
    for x in (325, 385):
        draw.ellipse((x, 205, x + 12, 217), fill="#333333")
    draw.arc((325, 215, 395, 275), 30, 150, fill="#a05050", width=4)


PHOTOS: dict[str, Callable[[Draw], None]] = {
    "projects/2025-road-before.jpg": road_before,
    "projects/2025-road-after.jpg": road_after,
    "projects/2026-bridge.jpg": bridge,
    "notices/2026-01-solar-lamps-night.jpg": lamps,
    "activities/2026-canal-before.jpg": canal_before,
    "activities/2026-canal-after.jpg": canal_after,
    "decisions/2026-ditch.jpg": canal_before,
    "cleanup/2026-straw-before.jpg": straw,
    "cleanup/2026-straw-after.jpg": cleared,
    "posts/2021-deputy.jpg": portrait,
}


def drawn(scene: Callable[[Draw], None]) -> bytes:
    """A JPEG of some kilobytes."""
    picture = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(picture)
    scene(draw)
    draw.rectangle((0, 440, 236, 480), fill="#ffffff")
    draw.text((12, 444), "示例图，不是照片", fill="#333333", font=truetype(str(font_file()), 26, layout_engine=Layout.BASIC))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def main(folder: Path = FOLDER) -> None:
    for name, scene in PHOTOS.items():
        (folder / name).write_bytes(drawn(scene))


if __name__ == "__main__":
    main()
