"""Which page answers which address, and how an answer is sent. One request at a time: two never change a file at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import RLock
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from generator.desk import (
    drop_page,
    due_page,
    first_page,
    form_actions,
    form_page,
    look_page,
    notice_page,
    past_page,
    plain_page,
    publish_page,
    setup_page,
    table_actions,
    table_page,
)
from generator.desk.asked import COPY_IT, Answer, Asked, CannotDo, DeskPage, LedTo, Sent
from generator.desk.desk import Desk
from generator.desk.drawn import drawn
from generator.desk.safety import App
from generator.guard import set_aside
from generator.system import sentence

Answering = Callable[[Desk, Asked], Answer]
_STATIC = Path(__file__).with_name("static")
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_EACH = (
    first_page, due_page, setup_page, table_page, table_actions, drop_page, notice_page, form_page, form_actions, plain_page, look_page,
    publish_page, past_page,
)  # fmt: skip
PAGES: dict[str, Answering] = {path: work for each in _EACH for path, work in each.PAGES.items()}
"""Path → what answers it."""
_LOST = (
    '<!doctype html><html lang="zh"><meta charset="utf-8"><title>没有这一页</title><h1>没有这一页</h1><p><a href="/">回到「今天」</a></p>'
)
_CRASHED = "程序出错了。没有保存的内容还在，刷新这一页再看。要是还这样，把 {} 发给维护的人。"


def desk_app(desk: Desk) -> App:
    """The application, without its doorkeeper."""
    lock = RLock()
    routes = [Route(path, partial(_asked, desk, lock, work), methods=["GET", "POST"]) for path, work in PAGES.items()]
    return Starlette(routes=[*routes, Route("/static/{name}", _static)], exception_handlers={404: _lost, 405: _lost})


async def _asked(desk: Desk, lock: RLock, work: Answering, request: Request) -> Response:
    asked = Asked(
        request.method,
        dict(request.query_params),
        await request.body(),
        request.headers.get("content-type", ""),
        request.headers.get("x-name", ""),
    )

    def answered() -> Response:
        with lock:
            try:
                return _response(desk, work(desk, asked))
            except CannotDo as why:
                return _told(desk, asked, str(why), why.status)
            except OSError as error:
                return _told(desk, asked, sentence(error, COPY_IT), 500)
            except Exception as error:
                place = set_aside(desk.root, desk.root / "build", "desk", error)
                return _told(desk, asked, _CRASHED.format(place), 500)

    return await run_in_threadpool(answered)


def _response(desk: Desk, answer: Answer) -> Response:
    match answer:
        case DeskPage():
            return HTMLResponse(drawn(answer, desk), answer.status)
        case LedTo():
            return RedirectResponse(answer.to, 303)
        case Sent():
            kept = {"content-disposition": f"attachment; filename*=UTF-8''{quote(answer.name)}"} if answer.name else None
            return Response(answer.body, media_type=answer.kind, headers=kept)
        case _:
            return JSONResponse(answer)


def _told(desk: Desk, asked: Asked, message: str, status: int) -> Response:
    """To a script as JSON, to a person as a page."""
    if asked.method == "POST" and not asked.kind.startswith("application/x-www-form-urlencoded"):
        return JSONResponse({"told": message}, status)
    return HTMLResponse(drawn(DeskPage("told.html", "没有做成", {"message": message}), desk), status)


async def _lost(request: Request, error: Exception) -> Response:
    return HTMLResponse(_LOST, 404)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    path = _STATIC / name
    if name not in {each.name for each in _STATIC.iterdir()}:
        return await _lost(request, KeyError(name))
    return Response(path.read_bytes(), media_type=_KINDS.get(path.suffix, "application/octet-stream"))
