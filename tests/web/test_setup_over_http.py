"""Set-up over HTTP: the document, saving one thing at a time, and being told of another's change."""

from __future__ import annotations

import io
import zlib
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from clients import Answer, Client
from PIL import Image
from served import Served

from turnout.domain.model import Role
from turnout.store.times import to_text
from turnout.web.house import system_clock

SETUP = "/api/v1/setup"


@pytest.fixture
def coordinator(served: Served) -> Client:
    return served.as_role(Role.COORDINATOR)


def put(client: Client, path: str, **body: Any) -> Answer:
    return client.send("PUT", f"{SETUP}{path}", body)


def put_setting(client: Client, name: str, value: object, version: int | None = None) -> Answer:
    """With the version that stands there, unless another is given."""
    known = client.api("/setup")["settings"][name]["version"] if version is None else version
    return put(client, f"/settings/{name}", value=value, version=known)


def a_place(client: Client) -> dict[str, Any]:
    answer: dict[str, Any] = client.api("/setup/places", {"name": f"Room {uuid4()}", "capacity": "1,200"})
    return answer


def picture(size: tuple[int, int] = (64, 32), kind: str = "png", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#c0392b").save(out, kind, **more)
    return out.getvalue()


def put_logo(client: Client, content: bytes, version: object) -> Answer:
    headers = {"If-Match": f'"{version}"', "Content-Type": "image/png"}
    return client.send("PUT", f"{SETUP}/logo", content, headers=headers)


# ---- the document -----------------------------------------------------------------------------------------


def test_a_coordinator_reads_all_that_is_set_up(coordinator: Client) -> None:
    found = coordinator.api("/setup")
    assert set(found) == {
        "event",
        "settings",
        "time_zones",
        "places",
        "presets",
        "categories",
        "layouts",
        "printers",
        "printer_kinds",
        "walk_in_fields",
        "correctable_fields",
        "refusals",
    }
    assert found["event"]["opened"] is True
    assert found["settings"]["time_zone"] == {"value": "Europe/Riga", "version": 1}
    assert found["settings"]["purge_on"] == {"value": None, "version": 0}
    assert {"tag", "key"}.isdisjoint(found["settings"])
    assert "Europe/Riga" in found["time_zones"]
    venue = found["places"][0]
    assert (venue["id"], venue["kind"], venue["position"]) == ("venue", "venue", 0)
    assert [category["people"] for category in found["categories"] if category["id"] == "visitor"] == [151]
    assert found["layouts"] == ["crew", "default"]
    assert found["printers"][0]["options"].keys() == {"folder"}
    assert {"flaky", "folder", "ipp"} <= set(found["printer_kinds"])
    assert {"reason": "unpaid", "short_code": "H8"} in found["refusals"]


# ---- settings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("name", "  Winter   Meeting ", "Winter Meeting"),
        ("time_zone", "europe/warsaw", "Europe/Warsaw"),
        ("days", "2027-06-01, 2027-05-31", ["2027-05-31", "2027-06-01"]),
        ("days", ["2027-05-31"], ["2027-05-31"]),
        ("day_boundary", "5", "05:00"),
        ("accent", "#036", "#003366"),
        ("languages", "lv en", ["lv", "en"]),
        ("languages", ["pl"], ["pl"]),
        ("purge_on", "2099-01-31", "2099-01-31"),
        ("purge_on", "", None),
        (
            "refusal_steps",
            {"unpaid": {"en": "Pay at desk B.", "pl": " "}, "full": {}},
            {"unpaid": {"en": "Pay at desk B."}},
        ),
        (
            "walk_in",
            {
                "fields": [{"id": "company", "is_needed": True}],
                "consents": [{"id": "photo", "texts": {"EN": "Photos."}}],
            },
            {
                "fields": [{"id": "company", "is_needed": True}],
                "consents": [{"id": "photo", "is_needed": False, "texts": {"en": "Photos."}}],
                "is_at_kiosks": False,
                "open_categories": [],
                "currency": "",
            },
        ),
        (
            "walk_in",
            {
                "is_at_kiosks": True,
                "open_categories": [{"id": "visitor", "price": " 25,5 "}, {"id": "press", "price": "0.00"}],
                "currency": "EUR",
            },
            {
                "fields": [],
                "consents": [],
                "is_at_kiosks": True,
                "open_categories": [{"id": "visitor", "price": "25.50"}, {"id": "press", "price": ""}],
                "currency": "EUR",
            },
        ),
    ],
)
def test_a_setting_is_read_as_it_is_typed(coordinator: Client, name: str, typed: object, value: object) -> None:
    before = coordinator.api("/setup")["settings"][name]["version"]
    saved = put_setting(coordinator, name, typed)
    assert (saved.status, saved.json["value"], saved.json["version"]) == (200, value, before + 1)
    again = put_setting(coordinator, name, typed, version=before)  # a retry whose answer was lost
    assert again.json["version"] == before + 1
    assert coordinator.api("/setup")["settings"][name] == {"value": value, "version": before + 1}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("name", ""),
        ("name", 7),
        ("name", None),
        ("name", "x" * 121),
        ("name", "bell\x07"),
        ("time_zone", "Mars/Olympus"),
        ("days", ""),
        ("days", "soon"),
        ("days", [1]),
        ("days", {"2027-05-31": True}),
        ("day_boundary", "13:00"),
        ("accent", "blue"),
        ("languages", "english!"),
        ("purge_on", "2027-13-01"),
        ("purge_on", "2099-01-01, 2099-01-02"),
        ("purge_on", "2020-01-01"),
        ("purge_on", "9999-12-31"),
        ("days", ["3000-01-01"]),
        ("refusal_steps", {"unpaid": "words"}),
        ("refusal_steps", {"no_such_reason": {"en": "words"}}),
        ("refusal_steps", {"unpaid": {"en": "x" * 201}}),
        ("refusal_steps", {"unpaid": {"e n": "words"}}),
        ("refusal_steps", []),
        ("walk_in", None),
        ("walk_in", {"fields": [{"id": "shoe_size"}]}),
        ("walk_in", {"open_categories": [{"id": "visitor", "price": "much"}]}),
        ("walk_in", {"open_categories": [{"id": "visitor"}, {"id": "visitor"}]}),
        ("walk_in", {"open_categories": [{"id": f"c{n}"} for n in range(7)]}),
        ("walk_in", {"currency": "euro"}),
        ("walk_in", {"fields": [{"id": "company"}, {"id": "company"}]}),
        ("walk_in", {"consents": [{"id": "photo", "texts": {}}]}),
        ("walk_in", {"consents": [{"id": "Photo!", "texts": {"en": "words"}}]}),
        ("walk_in", {"consents": [{"id": "a", "texts": {"en": "x"}}, {"id": "a", "texts": {"en": "y"}}]}),
        ("walk_in", {"consents": [{"id": f"c{n}", "texts": {"en": "x"}} for n in range(21)]}),
    ],
)
def test_a_setting_that_makes_no_sense_is_told_and_changes_nothing(
    coordinator: Client, name: str, typed: object
) -> None:
    before = coordinator.api("/setup")["settings"][name]
    answer = put_setting(coordinator, name, typed)
    assert (answer.status, coordinator.api("/setup")["settings"][name]) == (422, before)
    assert answer.json["error"]["remedy"] != ""


@pytest.mark.parametrize("name", ["tag", "key", "logo", "nothing"])
def test_what_is_no_setting_of_the_organisers_is_not_taken(coordinator: Client, name: str) -> None:
    assert put(coordinator, f"/settings/{name}", value="x", version=1).error == "no_setting"


def test_two_coordinators_at_once_are_told(served: Served, coordinator: Client) -> None:
    other = served.signed_in(Role.COORDINATOR)
    seen = coordinator.api("/setup")["settings"]["name"]
    assert put_setting(coordinator, "name", "First", seen["version"]).status == 200
    late = put_setting(other, "name", "Second", seen["version"])
    assert (late.status, late.error) == (409, "changed_meanwhile")
    assert late.json["error"]["current"] == {"value": "First", "version": seen["version"] + 1}
    assert put_setting(other, "name", "Second", seen["version"] + 1).json["value"] == "Second"


def test_what_is_taken_may_be_warned_of(coordinator: Client) -> None:
    grey = put_setting(coordinator, "accent", "#7d7d7d").json
    assert [warned["code"] for warned in grey["warnings"]] == ["accent_mended"]
    assert put_setting(coordinator, "accent", "#003366").json["warnings"] == []
    put_setting(coordinator, "purge_on", "2099-01-31")
    over = put_setting(coordinator, "days", "2026-05-01").json
    assert [warned["code"] for warned in over["warnings"]] == ["days_over"]
    late = put_setting(coordinator, "days", "2099-02-01").json
    assert [warned["code"] for warned in late["warnings"]] == ["purge_too_early"]
    assert put_setting(coordinator, "purge_on", "2099-02-01").error == "too_early"


# ---- places -----------------------------------------------------------------------------------------------


def test_a_place_is_added_changed_and_taken_away(coordinator: Client) -> None:
    room = a_place(coordinator)
    assert (room["kind"], room["capacity"], room["preset"], room["version"]) == ("room", 1200, "open", 1)
    opens_at = to_text(system_clock() + timedelta(days=1))
    rule = {"entries": "times", "times": 3, "opens_at": opens_at, "categories": ["press"], "override_roles": []}
    path = f"/places/{room['id']}"
    changed = put(coordinator, path, version=1, name="Great Hall", capacity="", policy=rule).json
    assert (changed["name"], changed["capacity"], changed["preset"], changed["version"]) == (
        "Great Hall",
        None,
        None,
        2,
    )
    assert changed["policy"] == {**room["policy"], **rule}
    assert put(coordinator, path, version=1, policy=rule).json == changed  # it stands there already
    late = put(coordinator, path, version=1, name="Small Hall")
    assert (late.status, late.json["error"]["current"]) == (409, changed)
    preset = put(coordinator, path, version=2, preset="congress").json
    assert (preset["preset"], preset["policy"]["opens_at"]) == ("congress", None)
    assert coordinator.send("DELETE", f"{SETUP}{path}?version=2").error == "changed_meanwhile"
    assert coordinator.send("DELETE", f"{SETUP}{path}?version=3").status == 200
    assert put(coordinator, path, version=3, name="Gone").error == "no_place"


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "Hall"},  # there is one
        {"capacity": "many"},
        {"capacity": 0},
        {"preset": "party"},
        {"position": 0},
        {"policy": {"entries": "twice"}},
        {"policy": {"times": 0}},
        {"policy": {"tolerance_s": -1}},
        {"policy": {"shoe_size": 44}},
        {"policy": {"categories": ["nobody"]}},
        {"policy": {"override_roles": ["station"]}},
        {"policy": {"opens_at": "2027-05-31T09:00:00"}},  # of which zone?
        {"policy": {"opens_at": "2027-05-31T09:00:00Z", "closes_at": "2027-05-31T09:00:00Z"}},
    ],
)
def test_a_place_that_makes_no_sense_is_told_and_changes_nothing(coordinator: Client, change: dict[str, Any]) -> None:
    room = a_place(coordinator)
    assert put(coordinator, f"/places/{room['id']}", version=1, **change).status == 422
    assert room in coordinator.api("/setup")["places"]


def test_places_are_put_in_order(coordinator: Client) -> None:
    first, second = a_place(coordinator), a_place(coordinator)
    moved = put(coordinator, f"/places/{second['id']}", version=1, position=1).json
    assert moved["position"] == 1
    order = [place["id"] for place in coordinator.api("/setup")["places"]]
    assert order[:2] == ["venue", second["id"]]
    assert [place["position"] for place in coordinator.api("/setup")["places"]] == list(range(len(order)))
    assert [p["version"] for p in coordinator.api("/setup")["places"] if p["id"] == first["id"]] == [1]


@pytest.mark.parametrize(("place_id", "held"), [("venue", "venue"), ("hall", "sessions")])
def test_a_place_that_is_in_use_stays(coordinator: Client, place_id: str, held: str) -> None:
    version = next(place["version"] for place in coordinator.api("/setup")["places"] if place["id"] == place_id)
    answer = coordinator.send("DELETE", f"{SETUP}/places/{place_id}?version={version}")
    assert (answer.status, answer.error) == (409, "in_use")
    assert held in answer.json["error"]["message"]


def test_a_place_where_somebody_was_turned_away_stays(served: Served, coordinator: Client) -> None:
    room = a_place(coordinator)
    desk = served.as_role(Role.DESK)
    desk.api("/door/scans", {**served.scan("nobody's code"), "place_id": room["id"]})
    answer = coordinator.send("DELETE", f"{SETUP}/places/{room['id']}?version=1")
    assert (answer.status, answer.error) == (409, "in_use")
    assert "1 scans" in answer.json["error"]["message"]


# ---- categories and printers ------------------------------------------------------------------------------


def test_a_category_is_added_changed_and_taken_away(coordinator: Client) -> None:
    made = coordinator.api("/setup/categories", {"label": "Vīratu  žūrija"})
    assert made == {
        "id": "viratu_zurija",
        "label": "Vīratu žūrija",
        "is_passing": False,
        "layout": "default",
        "version": 1,
        "people": 0,
        "gets": [],
    }
    path = f"/categories/{made['id']}"
    changed = put(coordinator, path, version=1, is_passing=True, layout="crew").json
    assert changed == {**made, "is_passing": True, "layout": "crew", "version": 2}
    assert put(coordinator, path, version=1, label="Jury").error == "changed_meanwhile"
    assert put(coordinator, path, version=2, layout="nothing").error == "no_layout"
    assert put(coordinator, path, version=2, label="PRESS").error == "name_taken"
    assert coordinator.send("DELETE", f"{SETUP}{path}?version=2").status == 200
    again = coordinator.api("/setup/categories", {"label": "Vīratu žūrija"})
    assert (again["id"], again["version"]) == (made["id"], 1)
    in_use = coordinator.send("DELETE", f"{SETUP}/categories/visitor?version=1")
    assert (in_use.status, in_use.error) == (409, "in_use")


def test_a_category_that_a_list_brought_is_set_up_under_its_own_name(served: Served, coordinator: Client) -> None:
    walk_in = {"full_name": "Jo Juror", "email": "jo@example.org", "category": "Jury / Ärzte"}
    served.as_role(Role.DESK).api("/attendees", walk_in)
    made = coordinator.api("/setup/categories", {"label": "Jury, Ärzte"})
    assert (made["id"], made["people"]) == ("Jury / Ärzte", 1)
    path = f"/categories/{quote(made['id'], safe='')}"
    assert put(coordinator, path, version=1, label="Jury").json["label"] == "Jury"
    room = a_place(coordinator)
    ruled = put(coordinator, f"/places/{room['id']}", version=1, policy={"categories": [made["id"]]}).json
    assert ruled["policy"]["categories"] == [made["id"]]
    assert coordinator.send("DELETE", f"{SETUP}{path}?version=2").error == "in_use"


def test_labels_that_have_no_letters_of_ours_are_categories_too(coordinator: Client) -> None:
    ids = [coordinator.api("/setup/categories", {"label": label})["id"] for label in ("嘉宾", "VIP!", "VIP?")]
    assert ids[1:] == ["vip", "vip_2"]
    assert len(ids[0]) == 16


def test_a_printer_is_added_changed_and_taken_away(served: Served, coordinator: Client, tmp_path: Any) -> None:
    body = {"name": "Back door", "kind": "folder", "options": {"folder": str(tmp_path), "dpi": "203"}}
    made = coordinator.api("/setup/printers", body)
    assert (made["options"], made["printer_group"]) == ({"folder": str(tmp_path), "dpi": "203"}, "entrance")
    listed = {printer["id"]: printer for printer in served.spooler().api("/printers")["printers"]}
    assert listed[made["id"]]["options"] == {"folder": str(tmp_path), "dpi": 203}
    path = f"/printers/{made['id']}"
    assert put(coordinator, path, version=1, name="Back door").json == made
    changed = put(coordinator, path, version=1, kind="ipp", options={"uri": "ipp://10.0.0.9/ipp/print"}).json
    assert (changed["kind"], changed["version"]) == ("ipp", 2)
    assert put(coordinator, path, version=1, name="Front door").error == "changed_meanwhile"
    assert coordinator.send("DELETE", f"{SETUP}{path}?version=2").status == 200
    assert put(coordinator, path, version=2, name="Gone").error == "no_printer"


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        ("telegraph", {}, "telegraph"),
        ("folder", {}, "option folder"),
        ("folder", {"folder": "/tmp/turnout-never", "dpi": "many"}, "option dpi"),
        ("ipp", {"uri": "https://printer.example/"}, "option uri"),
    ],
)
def test_a_printer_that_cannot_be_used_is_told_in_its_own_words(
    coordinator: Client, kind: str, options: dict[str, str], words: str
) -> None:
    answer = coordinator.post(f"{SETUP}/printers", {"name": "New", "kind": kind, "options": options})
    assert (answer.status, words in answer.json["error"]["message"]) == (422, True)


# ---- the logo ---------------------------------------------------------------------------------------------


def test_a_logo_is_drawn_anew_shown_to_everybody_and_taken_away(served: Served, coordinator: Client) -> None:
    version = coordinator.api("/setup")["settings"]["logo"]["version"]
    exif = Image.Exif()
    exif[0x010E] = "taken by Ada Lovelace"
    saved = put_logo(coordinator, picture((3000, 1500), "jpeg", exif=exif), version)
    assert saved.json == {"value": {"width": 1200, "height": 600}, "version": version + 1}
    shown = served.client().get(f"/api/v1/event/logo?v={version + 1}")
    assert (shown.status, shown.header("content-type")) == (200, "image/png")
    assert "max-age" in (shown.header("cache-control") or "")
    for address in ("", f"?v={version}"):
        assert served.client().get(f"/api/v1/event/logo{address}").header("cache-control") == "no-cache"
    assert b"Lovelace" not in shown.body
    with Image.open(io.BytesIO(shown.body)) as image:
        assert (image.size, image.info) == ((1200, 600), {})
    etag = shown.header("etag") or ""
    assert served.client().get("/api/v1/event/logo", **{"If-None-Match": etag}).status == 304
    assert put_logo(coordinator, picture(), version).error == "changed_meanwhile"
    gone = coordinator.send("DELETE", f"{SETUP}/logo", headers={"If-Match": f'"{version + 1}"'})
    assert gone.json == {"value": None, "version": version + 2}
    assert served.client().get("/api/v1/event/logo").error == "no_logo"


def bomb() -> bytes:
    """A PNG of 20,000 by 20,000 white pixels in half a megabyte."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    side = 20_000
    header = side.to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])  # one bit a pixel
    rows = zlib.compress(b"\x00" * (side // 8 + 1) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_picture"),
        (b"a text that is called logo.png", "no_picture"),
        (b"\x89PNG\r\n\x1a\n a text dressed as PNG", "no_picture"),
        (picture()[:60], "no_picture"),
        (picture(kind="gif"), "no_picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "no_picture"),
        (bomb(), "picture_too_large"),
    ],
    ids=["nothing", "text", "dressed text", "cut off", "gif", "svg", "bomb"],
)
def test_what_is_no_logo_is_refused(coordinator: Client, content: bytes, code: str) -> None:
    before = coordinator.api("/setup")["settings"]["logo"]
    answer = put_logo(coordinator, content, before["version"])
    assert (answer.status, answer.error) == (422, code)
    assert coordinator.api("/setup")["settings"]["logo"] == before


def test_a_logo_of_many_megabytes_is_not_read(coordinator: Client) -> None:
    assert put_logo(coordinator, b"x" * (5 * 1024 * 1024 + 1), 0).status == 413


@pytest.mark.parametrize("version", ["", "W/1", "-1", "9" * 30])
def test_a_logo_without_a_version_is_not_taken(coordinator: Client, version: str) -> None:
    assert put_logo(coordinator, picture(), version).status == 422


# ---- before opening ---------------------------------------------------------------------------------------


def test_a_checklist_says_what_is_missing(coordinator: Client) -> None:
    put_setting(coordinator, "days", "2020-01-01")
    items = {item["id"]: item for item in coordinator.api("/setup/readiness")["items"]}
    assert {name: items[name]["state"] for name in ("days", "attendees", "entry", "sessions", "coordinator")} == {
        "days": "missing",
        "attendees": "ok",
        "entry": "ok",
        "sessions": "ok",
        "coordinator": "ok",
    }
    assert {item["state"] for item in items.values()} == {"ok", "look", "missing"}
    assert all(item["seconds"] >= 0 for item in items.values())
