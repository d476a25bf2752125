"""Layouts over HTTP: seen before they are saved, saved only when they can be drawn, and nobody waits for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from clients import Answer, Client
from served import Served

from badges.layout import bundled
from turnout.domain.model import Role

LAYOUTS = "/api/v1/layouts"
STICKER = bundled("sticker-62x29")


@pytest.fixture
def coordinator(served: Served) -> Client:
    return served.as_role(Role.COORDINATOR)


def put(client: Client, name: str, toml: str, version: int) -> Answer:
    return client.send("PUT", f"{LAYOUTS}/{name}", {"toml": toml, "version": version})


def heavy() -> str:
    """A layout within every limit that takes a long while: texts that are hard to fit, again and again."""
    text = '[[element]]\nkind = "text"\nx = 0\ny = 0\nwidth = 450\nheight = 450\nlines = 6\ntext = "{}"\n'
    texts = (text.format("".join(f"{n} {at} " for at in range(36))) for n in range(170))
    return '[label]\nname = "Heavy"\nwidth = 450\nheight = 450\n' + "".join(texts)


def test_a_layout_is_written_seen_and_saved(coordinator: Client) -> None:
    seen = coordinator.api("/layouts/preview", {"toml": STICKER})
    assert seen["problem"] is None
    assert seen["label"] == {"title": "Sticker, 62 x 29 mm", "width": 62.0, "height": 29.0, "count": 1}
    assert len(seen["badges"]) >= 1

    saved = put(coordinator, "workshop", STICKER, 0).json
    assert (saved["name"], saved["version"], saved["toml"]) == ("workshop", 1, STICKER)
    assert saved["versions"][0]["by"] != ""
    assert [one["name"] for one in coordinator.api("/layouts")["layouts"]] == ["crew", "default", "workshop"]

    changed = put(coordinator, "workshop", STICKER + "# ours\n", 1)
    assert changed.json["version"] == 2
    assert coordinator.api("/layouts/workshop/versions/1")["toml"] == STICKER
    stale = put(coordinator, "workshop", STICKER + "# theirs\n", 1)
    assert (stale.status, stale.error) == (409, "changed_meanwhile")
    assert stale.json["error"]["current"]["toml"] == STICKER + "# ours\n"


def test_a_layout_with_a_mistake_is_not_saved(coordinator: Client) -> None:
    before = coordinator.api("/layouts/crew")
    broken = before["toml"].replace('kind = "qr"', 'kind = "qrr"')
    line = 1 + broken[: broken.index('"qrr"')].count("\n")
    refused = put(coordinator, "crew", broken, before["version"])
    assert (refused.status, refused.error) == (422, "bad_layout")
    assert refused.json["error"]["message"].startswith(f"Line {line}: ")
    assert coordinator.api("/layouts/crew") == before


def test_a_layout_is_taken_away_once(coordinator: Client) -> None:
    put(coordinator, "spare", STICKER, 0)
    assert coordinator.send("DELETE", f"{LAYOUTS}/spare?version=1", {}).status == 200
    assert coordinator.send("DELETE", f"{LAYOUTS}/spare?version=1", {}).error == "no_layout"
    assert coordinator.send("DELETE", f"{LAYOUTS}/crew?version=1", {}).error == "in_use"


@pytest.mark.parametrize("path", ["/layouts/nothing", "/layouts/crew/versions/99"])
def test_what_there_is_not_is_said(coordinator: Client, path: str) -> None:
    assert coordinator.send("GET", f"/api/v1{path}").error == "no_layout"


def test_a_layout_made_to_do_harm_is_refused_and_holds_nobody_up(served: Served, coordinator: Client) -> None:
    """Two at once, on every processor: meanwhile the server answers. On a busy machine their time runs out first."""
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(_what_is_wrong, served.signed_in(Role.COORDINATOR), heavy()) for _ in range(2)]
        answered = 0
        while not all(one.done() for one in asked):
            coordinator.api("/me")
            answered += 1
    for one in asked:
        assert "too long to draw" in one.result() or "too busy" in one.result()
    assert answered > 10  # held up by a drawing it answers once or twice


def _what_is_wrong(client: Client, toml: str) -> str:
    answer = client.send("POST", f"{LAYOUTS}/preview", {"toml": toml, "name": "Bo"})
    found = answer.json["problem"] if answer.status == 200 else answer.json["error"]
    return str(found["message"])
