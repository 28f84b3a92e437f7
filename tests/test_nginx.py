"""The files of docs/ for operators, with a real nginx: what is served, how, to whom, and how a new site takes the old one's place."""

from __future__ import annotations

import base64
import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from generator import build
from tests.conftest import ROOT, TODAY, write_tree
from tests.problems_for_tests import GOOD_LEDGER
from tests.test_policy import refused

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser2")]

PUBLIC, VILLAGE = "gongkai.example.org", "cunmin.example.org"
NO_CACHE = "no-cache"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
KEPT = "max-age=31536000, immutable"


def program() -> str | None:
    return shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    port: int
    place: Path

    def get(self, path: str, host: str = PUBLIC, **headers: str) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.request("GET", path, headers={"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()})
        got = line.getresponse()
        found = Answer(got.status, {}, got.read())
        for name, value in got.getheaders():
            found.headers[name.lower()] = f"{found.headers[name.lower()]}, {value}" if name.lower() in found.headers else value
        line.close()
        return found


def publish(site: Path, place: Path) -> None:
    subprocess.run(["sh", str(ROOT / "docs/publish.sh"), str(site), str(place)], check=True)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small board, as villagers may see it."""
    root = write_tree(tmp_path_factory.mktemp("village"), {"ledger/2026-03.csv": GOOD_LEDGER})
    assert build.build(root, TODAY, edition="village").boards[0].built
    return root / "site-village"


@pytest.fixture(scope="module")
def server(samples: Path, village: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    nginx = program()
    if nginx is None and shutil.which("apt-get") is None:
        pytest.skip("no nginx, and nothing here that could install it")
    assert nginx, "make test installs it"
    place = tmp_path_factory.mktemp("nginx")
    publish(samples / "site", place / "srv/public")
    publish(village, place / "srv/village")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for path in (ROOT / "docs/nginx").glob("*.conf"):
        text = (
            path.read_text(encoding="utf-8").replace("/srv/gongkai", str(place / "srv")).replace("listen 80;", f"listen 127.0.0.1:{port};")
        )
        text = text.replace("# brotli_static on;", "brotli_static on;") if BROTLI.is_file() else text
        (place / path.name).write_text(re.sub(r"/etc/nginx/gongkai", f"{place}/gongkai", text), encoding="utf-8")
    secret = subprocess.run(["openssl", "passwd", "-apr1", "cun"], check=True, capture_output=True, text=True).stdout
    (place / "gongkai.htpasswd").write_text(f"jiacun:{secret}", encoding="utf-8")
    brotli = f"load_module {BROTLI};" if BROTLI.is_file() else ""
    temporary = "".join(f"{name}_temp_path {place}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (place / "nginx.conf").write_text(
        f"{brotli} {'user root;' if os.geteuid() == 0 else ''} daemon off; pid {place}/pid; error_log {place}/error.log;\n"
        f"worker_processes 1; events {{}}\nhttp {{ access_log off; {temporary} include {place}/gongkai.conf;\n"
        f"server {{ listen 127.0.0.1:{port} default_server; include {place}/gongkai-subpath.conf; }} }}\n",
        encoding="utf-8",
    )
    command = [nginx, "-p", str(place), "-c", str(place / "nginx.conf"), "-e", str(place / "error.log")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr
    running = subprocess.Popen(command)
    try:
        for _ in range(200):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield Server(port, place)
    finally:
        running.terminate()
        running.wait(10)


def test_a_page_goes_out_whole_packed_and_asked_for_anew_each_time(server: Server, samples: Path) -> None:
    page = samples / "site/shifan/finance/2026-10/index.html"
    got = server.get("/shifan/finance/2026-10/")
    assert (got.status, got.body) == (200, page.read_bytes())
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert got.headers["cache-control"] == NO_CACHE
    assert got.headers["x-content-type-options"] == "nosniff"
    packed = server.get("/shifan/finance/2026-10/", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert gzip.decompress(packed.body) == page.read_bytes()
    assert packed.body == (server.place / "srv/public/current/shifan/finance/2026-10/index.html.gz").read_bytes()
    again = server.get("/shifan/finance/2026-10/", If_None_Match=got.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_who_takes_brotli_gets_it_and_nobody_else(server: Server, samples: Path) -> None:
    if not BROTLI.is_file() or not shutil.which("brotli"):
        pytest.skip("no brotli for nginx here")
    path = "shifan/finance/2026-10/index.html"
    whole = (samples / "site" / path).read_bytes()
    got = server.get("/shifan/finance/2026-10/", Accept_Encoding="gzip, deflate, br")
    assert (got.headers["content-encoding"], got.headers["cache-control"]) == ("br", NO_CACHE)
    assert "accept-encoding" in got.headers["vary"].lower()
    assert subprocess.run(["brotli", "-d", "-c"], input=got.body, capture_output=True, check=True).stdout == whole
    packed = server.get("/shifan/finance/2026-10/", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert len(got.body) < len(packed.body) < len(whole)
    plain = server.get("/shifan/finance/2026-10/")
    assert ("content-encoding" in plain.headers, plain.body) == (False, whole)


def test_each_kind_of_file_is_kept_as_long_as_it_is_good(server: Server, samples: Path) -> None:
    home = (samples / "site/shifan/index.html").read_text(encoding="utf-8")
    assets = re.findall(r'(?:src|href)="((?:assets/)[^"]+\.(?:js|css)[^"]*)"', home)
    assert len(assets) > 5
    for address in assets:
        got = server.get("/shifan/" + address)
        assert (got.status, got.headers["cache-control"]) == (200, KEPT), address
    for path in (
        "",
        "sw.js",
        "manifest.webmanifest",
        "datapackage.json",
        "finance/2026-10/2026-10.csv",
        "qr.svg",
        "assets/gongkai/style.css",
    ):
        assert server.get(f"/shifan/{path}").headers["cache-control"] == NO_CACHE, path
    assert server.get("/shifan/assets/none.css?v=g1").headers.get("cache-control") is None
    assert server.get("/shifan/manifest.webmanifest").headers["content-type"].startswith("application/manifest+json")
    assert server.get("/shifan/finance/2026-10/2026-10.csv").headers["content-type"] == "text/csv; charset=utf-8"
    assert "javascript" in server.get("/shifan/sw.js").headers["content-type"]


def test_the_policy_of_the_header_is_that_of_the_page(server: Server) -> None:
    for path in ("/", "/search/", "/shifan/", "/shifan/search/", "/shifan/search/index.html", "/shifan/finance/", "/shifan/none/"):
        got = server.get(path)
        inside = re.findall(rb'http-equiv="Content-Security-Policy" content="([^"]+)"', got.body)
        assert got.headers["content-security-policy"] == inside[0].decode() + "; frame-ancestors 'self'", path


def test_with_the_headers_a_browser_refuses_nothing_of_ours(server: Server, browser: Browser) -> None:
    at = f"http://127.0.0.1:{server.port}/gongkai/"
    assert refused(browser, [at + path for path in ("", "search/", "shifan/", "shifan/search/", "shifan/finance/2026-10/")]) == []


def test_what_is_not_there_is_told_by_the_village_and_no_folder_is_listed(server: Server) -> None:
    missing = server.get("/shifan/finance/1999-01/")
    assert missing.status == 404
    assert "没有这一页" in missing.body.decode()
    assert "示范村" in missing.body.decode()
    assert server.get("/nothing").status == 404
    for path in ("/shifan/assets/", "/shifan/_search/", "/assets/"):
        got = server.get(path)
        assert got.status in (403, 404), path
        assert b"Index of" not in got.body
    for path in ("/.gongkai", "/.nojekyll", "/shifan/.git/config", "/../srv/village/current/index.html", "/shifan/%2e%2e/.gongkai"):
        assert server.get(path).status in (400, 404), path
    moved = server.get("/shifan")
    assert (moved.status, moved.headers["location"]) == (301, "/shifan/")


def test_only_villagers_see_their_edition(server: Server) -> None:
    for path in ("/", "/demo/", "/demo/finance/2026-03/2026-03.csv", "/demo/sw.js", "/none"):
        assert server.get(path, VILLAGE).status == 401, path
    wrong = base64.b64encode(b"jiacun:no").decode()
    assert server.get("/demo/", VILLAGE, Authorization=f"Basic {wrong}").status == 401
    right = base64.b64encode(b"jiacun:cun").decode()
    got = server.get("/demo/", VILLAGE, Authorization=f"Basic {right}")
    assert got.status == 200
    assert "甲村" in got.body.decode()
    assert got.headers["x-robots-tag"] == "noindex, nofollow"
    assert got.headers["cache-control"] == f"{NO_CACHE}, private"
    assert server.get("/demo/", PUBLIC).status == 404


def test_a_board_in_a_folder_of_another_site_is_whole(server: Server, windowed: Browser) -> None:
    """Every address that a page of each sort leads to or fetches is there, below the folder."""
    assert server.get("/gongkai", "www.example.org").headers["location"] == "/gongkai/"
    asked: dict[str, int] = {}
    for page in ("", "search/", "shifan/", "shifan/finance/2026-10/", "shifan/notices/", "guide/", "guide/kinds/ledger/", "shifan/search/"):
        at = f"/gongkai/{page}"
        for address in re.findall(r'(?:href|src)="([^"#]+)', server.get(at, "www.example.org").body.decode()):
            path = urljoin(at, address)
            if not re.match(r"[a-z]+:", path) and path not in asked:
                asked[path] = server.get(path, "www.example.org").status
    assert len(asked) > 100
    assert {path: status for path, status in asked.items() if status != 200 or not path.startswith("/gongkai/")} == {}
    tab = windowed.new_page()
    tab.goto(f"http://127.0.0.1:{server.port}/gongkai/shifan/")
    scope = tab.evaluate("() => navigator.serviceWorker.ready.then(at => at.scope)")
    assert scope == f"http://127.0.0.1:{server.port}/gongkai/shifan/"
    tab.close()


def test_a_new_site_takes_the_place_of_the_old_one_at_once(server: Server, village: Path, tmp_path: Path) -> None:
    """Somebody who reads all the while finds the one or the other, never nothing and never the zipped page of before."""
    place = server.place / "srv/village"
    right = base64.b64encode(b"jiacun:cun").decode()
    sites = []
    for n in range(2):
        site = tmp_path / str(n)
        shutil.copytree(village, site)
        page = site / "demo/index.html"
        page.write_text(page.read_text(encoding="utf-8").replace("<article", f"<!-- 版{n} --><article"), encoding="utf-8")
        sites.append(site)
    publish(sites[1], place)
    seen: set[str] = set()
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            got = server.get("/demo/", VILLAGE, Authorization=f"Basic {right}", Accept_Encoding="gzip")
            said = gzip.decompress(got.body).decode() if got.status == 200 else str(got.status)
            seen.add("".join(re.findall(r"版\d", said)) or said[:80])

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(6):
        publish(sites[n % 2], place)
    over.set()
    reader.join()
    assert seen == {"版0", "版1"}
    assert len(list((place / "releases").iterdir())) == 2
    publish(village, place)


def recipes(word: str) -> list[str]:
    """The lines of the guide that begin with a word."""
    return [line for line in (ROOT / "docs/hosting.zh-CN.md").read_text(encoding="utf-8").splitlines() if line.startswith(word + " ")]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def copied(lines: list[str], site: Path, place: Path) -> None:
    """Run lines of the guide with folders of this machine in place of the other machine and of the store."""
    for line in lines:
        for there, here in {
            "ssh web@10.0.0.5 ": "",
            "web@10.0.0.5:": "",
            "web:/": ":local:/",
            "oss:bucket": f":local:{place}/bucket",
        }.items():
            line = line.replace(there, here)
        line = line.replace("/srv/gongkai", str(place)).replace(" publish.sh", f" {ROOT}/docs/publish.sh").replace(" site/ ", f" {site}/ ")
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, env=os.environ | {"RCLONE_CONFIG": str(place / "none")})
        assert done.returncode == 0, (line, done.stderr)


@pytest.mark.parametrize("word", ["rsync", "rclone sync"])
def test_a_site_made_elsewhere_is_put_in_place_as_the_guide_says(word: str, village: Path, tmp_path: Path) -> None:
    if shutil.which(word.split()[0]) is None:
        pytest.skip(f"no {word} here")
    (line,) = [line for line in recipes(word) if "publish.sh" in line]
    site, place = tmp_path / "site", tmp_path / "place"
    place.mkdir()
    shutil.copytree(village, site)
    copied([line], site, place)
    (site / "demo/index.html").unlink()
    (site / "new.html").write_text("新")
    copied([line], site, place)
    served, wanted = (
        {path: data for path, data in files(at).items() if not path.endswith((".gz", ".br"))} for at in (place / "public/current", site)
    )
    assert served == wanted


def test_a_store_of_objects_has_all_of_the_site_and_its_worker_after_the_pages(village: Path, tmp_path: Path) -> None:
    """What a worker lists is there before it; what was taken down is gone in the end."""
    if shutil.which("rclone") is None:
        pytest.skip("no rclone here")
    lines = [line for line in recipes("rclone") if "oss:bucket" in line]
    assert len(lines) == 4
    bucket = tmp_path / "bucket"
    bucket.mkdir()
    (bucket / "gone.html").write_text("撤下了的")
    wanted = {path: data for path, data in files(village).items() if not path.startswith(".")}
    seen = []
    for line in lines:
        copied([line], village, tmp_path)
        seen.append(set(files(bucket)) - {"gone.html"})
    workers = {path for path in wanted if path.endswith("sw.js")}
    pages = {path for path in wanted if path.endswith(".html")}
    assert workers
    assert seen == [set(wanted) - workers - pages, set(wanted) - workers, set(wanted), set(wanted)]
    assert files(bucket) == wanted


def test_what_is_no_site_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    done = subprocess.run(
        ["sh", str(ROOT / "docs/publish.sh"), str(tmp_path / "site"), str(tmp_path / "place")], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "不是生成好的公开栏" in done.stderr
    assert not (tmp_path / "place").exists()
