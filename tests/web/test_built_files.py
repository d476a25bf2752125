"""The kiosk's built files: small on the network, kept for good, and a service worker that may look after the page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from clients import Answer, Client
from served import Served

import kiosk

STATIC = Path(kiosk.__file__).with_name("static")
FIRST_LOAD = 700_000  # bytes, everything without which nobody is checked in


@pytest.fixture
def browser(served: Served) -> Client:
    return Client(served.server.url)


def precache() -> dict[str, list[str]]:
    kept: dict[str, list[str]] = json.loads((STATIC / "precache.json").read_text(encoding="utf-8"))
    return kept


def wasm() -> str:
    return next(path for path in precache()["core"] if path.endswith(".wasm"))


def get(browser: Client, path: str, encodings: str) -> Answer:
    return browser.get(path, **{"Accept-Encoding": encodings})


def test_the_first_load_is_small(browser: Client) -> None:
    answers = {path: get(browser, path, "gzip, deflate, br") for path in precache()["core"]}
    assert {path: answer.status for path, answer in answers.items() if answer.status != 200} == {}
    sizes = {path: len(answer.body) for path, answer in answers.items()}
    print(f"first load: {sum(sizes.values())} bytes; {sizes}")
    assert sum(sizes.values()) < FIRST_LOAD


def test_what_follows_is_there_too(browser: Client) -> None:
    assert [path for path in precache()["later"] if browser.get(path).status != 200] == []


def test_a_browser_gets_the_copy_that_it_can_read(browser: Client) -> None:
    plain = get(browser, wasm(), "identity")
    zipped = get(browser, wasm(), "gzip")
    brotli = get(browser, wasm(), "gzip, br")
    assert [one.header("content-encoding") for one in (plain, zipped, brotli)] == [None, "gzip", "br"]
    assert {one.header("content-type") for one in (plain, zipped, brotli)} == {"application/wasm"}
    assert {one.header("vary") for one in (plain, zipped, brotli)} == {"Accept-Encoding"}
    assert gzip.decompress(zipped.body) == plain.body
    assert len({one.header("etag") for one in (plain, zipped, brotli)}) == 3


def test_files_named_by_what_is_in_them_are_never_asked_for_again(browser: Client) -> None:
    assert browser.get(wasm()).header("cache-control") == "public, max-age=31536000, immutable"
    assert browser.get("/kiosk/static/precache.json").header("cache-control") == "no-cache"


def test_the_service_worker_may_look_after_the_page(browser: Client) -> None:
    answer = browser.get("/kiosk/service-worker.js")
    assert (answer.status, answer.header("service-worker-allowed")) == (200, "/kiosk")
    assert answer.header("content-type") == "text/javascript; charset=utf-8"
    assert answer.header("cache-control") == "no-cache"  # else a browser would stay with an old one
    assert all(path.encode() in answer.body for path in precache()["core"])


def test_every_built_file_of_the_page_is_kept() -> None:
    kept = {path.rpartition("/")[2] for part in ("core", "later") for path in precache()[part]}
    built = {file.name for file in (STATIC / "assets").iterdir() if file.suffix not in {".br", ".gz"}}
    assert {name for name in built - kept if not name.startswith("stories")} == set()
