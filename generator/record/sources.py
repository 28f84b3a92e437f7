"""Where a published site can be read: a folder, a ZIP file, an address on the web."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from generator.record.site_files import Folder, Site, Unreadable, Zip, limited

_SECONDS = 30
_AT_ONCE = 8
"""Requests to one host."""
_OF_PATHS = "/%:@!$&'()*+,;=~"
"""What stands in a typed path as it is sent."""
_NAMED = {404: "没有这个文件", 403: "不让看", 401: "要登录才能看", 429: "说问得太快了，过一会儿再试"}


def opened(where: str) -> Site:
    """What somebody typed for it. Raises ``Unreadable``."""
    if where.lower().startswith(("https://", "http://")):
        return Web(where)
    place = Path(where)
    try:
        folder, file = place.is_dir(), place.is_file()
    except OSError:  # a name no system takes
        folder = file = False
    if folder:
        return Folder(place.resolve())
    if file:
        import zipfile  # here: as for Zip

        if zipfile.is_zipfile(place):
            return Zip(place)
        raise Unreadable(f"「{where}」不是网站的文件夹，也不是 ZIP 压缩包。")
    if "://" in where or "." in where.partition("/")[0].strip("."):
        raise Unreadable(f"没有「{where}」这个文件夹。要查网上的公开栏，地址从 https:// 写起。")
    raise Unreadable(f"没有「{where}」这个文件夹。")


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Only the host that was named is asked, wherever it sends us."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if urlsplit(newurl).hostname != urlsplit(req.full_url).hostname:
            raise Unreadable(f"{req.full_url} 转到了别的网站 {urlsplit(newurl).hostname}，没有跟过去。")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Web:
    """A site on the web."""

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            host = (parts.hostname or "").encode("idna").decode()
            port = f":{parts.port}" if parts.port else ""
        except ValueError:  # brackets, a port or a name that none can have
            host = port = ""
        if not host:
            raise Unreadable(f"「{address}」不是一个网址。")
        path = parts.path.rpartition("/")[0] if parts.path.endswith(("/", ".html")) else parts.path
        self.name = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{path}/"
        self._asked = f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{quote(path, _OF_PATHS)}/"
        """The same as it is sent: 公开 in a path and 村.中国 have a spelling for that."""
        self._opener = urllib.request.build_opener(_SameHost())

    def read(self, path: str) -> bytes | None:
        address = urljoin(self._asked, quote(path))
        try:
            with self._opener.open(urllib.request.Request(address, headers={"Cache-Control": "no-cache"}), timeout=_SECONDS) as answer:  # noqa: S310 - http and https only
                data = limited(answer, path)
                if answer.length:  # the connection ended before all had come
                    raise Unreadable(f"{address} 没有收完，网络断了。过一会儿再查一次。")
                return data
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                return None
            raise Unreadable(f"{address} 读不了：网站{_NAMED.get(error.code, f'的回答是 {error.code}')}。") from None
        except (urllib.error.URLError, HTTPException, TimeoutError, OSError, ValueError):  # also an address it sends us to
            raise Unreadable(f"{address} 连不上。看看网址对不对、能不能上网。") from None

    def pages(self) -> None:
        return None

    def above(self, steps: int) -> Site | None:
        parts = urlsplit(self.name).path.strip("/").split("/")
        kept = parts[: len(parts) - steps]
        return Web(urljoin(self.name, "/" + "".join(f"{part}/" for part in kept))) if parts != [""] and steps <= len(parts) else None


def read_all(site: Site, paths: Sequence[str]) -> Iterator[bytes | None]:
    """``read`` of each, in this order: over the web several at a time. Raises ``Unreadable``."""
    if not isinstance(site, Web) or len(paths) < _AT_ONCE:
        yield from map(site.read, paths)
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(site.read, paths)
