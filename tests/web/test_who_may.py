"""Every route and every topic, walked as every role: nobody gets more than the table here says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from clients import Client
from factories import make_event
from served import PASSWORD, Served
from werkzeug.routing import Rule

from turnout.demo.event import SeededChance
from turnout.domain.model import Role
from turnout.services.snapshots import TOPICS
from turnout.web.app import create_app
from turnout.web.auth import roles_of
from turnout.web.house import system_clock
from turnout.web.topics import TOPIC_ROLES

NOBODY = frozenset({Role.NOBODY})
STATION = frozenset({Role.STATION})
COORDINATOR = frozenset({Role.COORDINATOR})
LEADERS = COORDINATOR | {Role.SUPERVISOR}
DESK = LEADERS | {Role.DESK}
ROOM_STAFF = LEADERS | {Role.STAFF}
DOOR_STAFF = DESK | {Role.STAFF}
PEOPLE = DOOR_STAFF | {Role.VIEWER, Role.SCREEN}
EVERYBODY_KNOWN = PEOPLE | STATION

ROUTES: dict[str, frozenset[Role]] = {
    # pages and documents: the same for everybody, and nothing of the event in them
    "GET /": NOBODY,
    "GET /dashboard": NOBODY,
    "GET /desk": NOBODY,
    "GET /setup": NOBODY,
    "GET /badges": NOBODY,
    "GET /printers": NOBODY,
    "GET /stations": NOBODY,
    "GET /drawer": NOBODY,
    "GET /paper": NOBODY,
    "GET /rooms": NOBODY,
    "GET /import": NOBODY,
    "GET /pin": NOBODY,
    "GET /sign-in": NOBODY,
    "GET /kiosk": NOBODY,
    "GET /kiosk/stories": NOBODY,
    "GET /kiosk/service-worker.js": NOBODY,
    "GET /dashboard/static/<path:filename>": NOBODY,
    "GET /kiosk/static/<path:filename>": NOBODY,
    "GET /api/": NOBODY,
    "GET /api/static/<path:filename>": NOBODY,
    "GET /api/openapi.json": NOBODY,
    "GET /api/v1/kiosk/scanner-sheet.pdf": NOBODY,
    "GET /healthz": NOBODY,
    "GET /readyz": NOBODY,
    # getting in
    "POST /api/v1/sign-in": NOBODY,
    "POST /api/v1/sign-in/once": NOBODY,
    "POST /api/v1/stations/pair": NOBODY,
    "POST /api/v1/stations/leave": NOBODY,
    # stations, and among them spoolers
    "GET /api/v1/station": STATION,
    "POST /api/v1/station/heartbeat": STATION,
    "GET /api/v1/station/layouts": STATION,
    "GET /api/v1/station/roster": STATION,
    "POST /api/v1/scans": STATION,
    "POST /api/v1/station/check-in": STATION,
    "POST /api/v1/station/badges/<scan_id>/hold": STATION,
    "POST /api/v1/station/badges/<scan_id>/preview": STATION,
    "POST /api/v1/station/badges/<scan_id>/release": STATION,
    "POST /api/v1/station/badges/<scan_id>/correct": STATION,
    "POST /api/v1/station/help": STATION,
    # staff at a kiosk: who of them may do what there is walked in test_kiosk_staff_over_http.py
    "GET /api/v1/station/staff/last": STATION,
    "POST /api/v1/station/staff": STATION,
    "POST /api/v1/station/staff/leave": STATION,
    "POST /api/v1/station/staff/override": STATION,
    "POST /api/v1/station/staff/undo": STATION,
    "POST /api/v1/station/staff/reprint": STATION,
    "POST /api/v1/station/staff/search": STATION,
    "POST /api/v1/station/staff/check-in": STATION,
    "GET /api/v1/station/staff/equipment": STATION,
    "POST /api/v1/station/staff/equipment": STATION,
    "POST /api/v1/station/staff/out-of-order": STATION,
    "GET /api/v1/station/walk-in": STATION,
    "POST /api/v1/station/walk-ins": STATION,
    "GET /api/v1/printers": STATION,
    "POST /api/v1/printers/serve": STATION,
    "POST /api/v1/jobs/claim": STATION,
    "POST /api/v1/jobs/<job_id>/state": STATION,
    "POST /api/v1/printers/<printer_id>/status": STATION,
    # everybody who is signed in
    "GET /api/v1/me": PEOPLE,
    "POST /api/v1/me/rooms": PEOPLE,
    "POST /api/v1/sign-out": PEOPLE,
    "GET /api/v1/me/pin": DOOR_STAFF,
    "PUT /api/v1/me/pin": DOOR_STAFF,
    "DELETE /api/v1/me/pin": DOOR_STAFF,
    "POST /api/v1/accounts/pin": COORDINATOR,
    "GET /api/v1/topics/<topic>": EVERYBODY_KNOWN,
    # rooms and doors
    "POST /api/v1/rooms/<place_id>/items/<item_id>": ROOM_STAFF,
    "POST /api/v1/rooms/<place_id>/sign-off": ROOM_STAFF,
    "POST /api/v1/rooms/<place_id>/reopen": ROOM_STAFF,
    "POST /api/v1/door/scans": DOOR_STAFF,
    "POST /api/v1/help/<call_id>/answer": DOOR_STAFF,
    "POST /api/v1/help/<call_id>/close": DOOR_STAFF,
    "POST /api/v1/scans/<scan_id>/undo": DOOR_STAFF,
    "POST /api/v1/conflicts/<scan_id>/resolve": DESK,
    "POST /api/v1/conflicts/<scan_id>/reopen": DESK,
    # the list of people
    "POST /api/v1/attendees/search": DESK,
    "POST /api/v1/attendees": DESK,
    "GET /api/v1/attendees/<attendee_id>": DESK,
    "PATCH /api/v1/attendees/<attendee_id>": DESK,
    "POST /api/v1/attendees/<attendee_id>/cancel": DESK,
    "POST /api/v1/attendees/<attendee_id>/reinstate": DESK,
    "POST /api/v1/attendees/<attendee_id>/badge": DESK,
    "POST /api/v1/attendees/<attendee_id>/check-in": DESK,
    "POST /api/v1/attendees/<attendee_id>/substitute": DESK,
    "POST /api/v1/attendees/<attendee_id>/pay": DESK,
    "POST /api/v1/attendees/<attendee_id>/payment/undo": DESK,
    "POST /api/v1/attendees/<attendee_id>/notes": DESK,
    "POST /api/v1/attendees/<attendee_id>/notes/<note_id>/withdraw": DESK,
    "GET /api/v1/kiosk/next-steps": LEADERS,
    "GET /api/v1/desk/walk-in": DESK,
    "GET /api/v1/desk/categories": DESK,
    "POST /api/v1/desk/scans": DESK,
    "GET /api/v1/desk/drawer": DESK,
    "GET /api/v1/desk/drawer.csv": DESK,
    "GET /api/v1/paper/days": DESK,
    "POST /api/v1/paper/lines": DESK,
    "POST /api/v1/attendees/<attendee_id>/ticket": DESK,
    "POST /api/v1/attendees/<attendee_id>/kiosk-code": DESK,
    # people who come together, and badges printed in advance
    "POST /api/v1/groups": DESK,
    "GET /api/v1/groups/<group_id>": DESK,
    "POST /api/v1/groups/of-attendee": DESK,
    "POST /api/v1/groups/by-words": DESK,
    "POST /api/v1/groups/check-in": DESK,
    "POST /api/v1/groups/<group_id>/undo": DESK,
    "POST /api/v1/attendees/<attendee_id>/pickup": DESK,
    "GET /api/v1/badge-runs": DESK,
    "GET /api/v1/badge-runs/<run_id>": DESK,
    "POST /api/v1/badge-runs/<run_id>/stop": LEADERS,
    "POST /api/v1/badge-runs/<run_id>/continue": LEADERS,
    "POST /api/v1/badge-runs": COORDINATOR,
    "POST /api/v1/badge-runs/<run_id>/badges": COORDINATOR,
    "POST /api/v1/badge-runs/<run_id>/queued": COORDINATOR,
    "POST /api/v1/badges/places": COORDINATOR,
    # printers, and single badges
    "POST /api/v1/printers/<printer_id>/pause": DESK,
    "POST /api/v1/printers/<printer_id>/resume": DESK,
    "POST /api/v1/printers/<printer_id>/labels": DESK,
    "POST /api/v1/printers/<printer_id>/test": DESK,
    "POST /api/v1/printers/<printer_id>/move": DESK,
    "POST /api/v1/jobs/<job_id>/came-out": DESK,
    "POST /api/v1/jobs/<job_id>/void": DESK,
    "POST /api/v1/jobs/<job_id>/reprint": DESK,
    "GET /api/v1/badges/report": LEADERS,
    "GET /api/v1/badges/repeated.csv": LEADERS,
    "GET /api/v1/badges/missing.csv": LEADERS,
    # set-up
    "POST /api/v1/stations": LEADERS,
    "POST /api/v1/stations/<station_id>/pairing-code": LEADERS,
    "POST /api/v1/stations/<station_id>/revoke": LEADERS,
    "GET /api/v1/stations/choices": LEADERS,
    "PUT /api/v1/stations/<station_id>": LEADERS,
    "GET /api/v1/layouts": COORDINATOR,
    "POST /api/v1/layouts/preview": COORDINATOR,
    "GET /api/v1/layouts/<layout>": COORDINATOR,
    "GET /api/v1/layouts/<layout>/versions/<int:version>": COORDINATOR,
    "PUT /api/v1/layouts/<layout>": COORDINATOR,
    "DELETE /api/v1/layouts/<layout>": COORDINATOR,
    "GET /api/v1/setup": COORDINATOR,
    "PUT /api/v1/setup/settings/<name>": COORDINATOR,
    "PUT /api/v1/setup/logo": COORDINATOR,
    "DELETE /api/v1/setup/logo": COORDINATOR,
    "GET /api/v1/event/logo": NOBODY,
    "POST /api/v1/setup/places": COORDINATOR,
    "PUT /api/v1/setup/places/<place_id>": COORDINATOR,
    "DELETE /api/v1/setup/places/<place_id>": COORDINATOR,
    "POST /api/v1/setup/categories": COORDINATOR,
    "PUT /api/v1/setup/categories/<path:category_id>": COORDINATOR,
    "DELETE /api/v1/setup/categories/<path:category_id>": COORDINATOR,
    "POST /api/v1/setup/printers": COORDINATOR,
    "PUT /api/v1/setup/printers/<printer_id>": COORDINATOR,
    "DELETE /api/v1/setup/printers/<printer_id>": COORDINATOR,
    "GET /api/v1/setup/readiness": COORDINATOR,
    "POST /api/v1/event/open": COORDINATOR,
    "POST /api/v1/rehearsal/clear": COORDINATOR,
    "POST /api/v1/accounts": COORDINATOR,
    "POST /api/v1/accounts/sign-out": COORDINATOR,
    "POST /api/v1/sign-in/links": COORDINATOR,
    "POST /api/v1/imports": COORDINATOR,
    "POST /api/v1/imports/<int:batch>/rows": COORDINATOR,
    "POST /api/v1/imports/<int:batch>/publish": COORDINATOR,
    "POST /api/v1/imports/<int:batch>/discard": COORDINATOR,
    "POST /api/v1/imports/recognitions": COORDINATOR,
    "POST /api/v1/imports/schedule": COORDINATOR,
    "POST /api/v1/import-files": COORDINATOR,
    "GET /api/v1/import-files/<file_id>": COORDINATOR,
    "POST /api/v1/import-files/<file_id>/check": COORDINATOR,
    "POST /api/v1/import-files/<file_id>/run": COORDINATOR,
    "GET /api/v1/import-files/<file_id>/report": COORDINATOR,
    "DELETE /api/v1/import-files/<file_id>": COORDINATOR,
    "POST /api/v1/exports": COORDINATOR,
}
"""Whom each route is for. A new route is entered here by hand, after thought."""

SPOOLERS = {
    "GET /api/v1/printers",
    "POST /api/v1/printers/serve",
    "POST /api/v1/jobs/claim",
    "POST /api/v1/jobs/<job_id>/state",
    "POST /api/v1/printers/<printer_id>/status",
}
"""Routes that only a spooler among the stations gets something from."""

TOPICS_FOR: dict[str, frozenset[Role]] = {
    "totals": PEOPLE,
    "rooms": PEOPLE,
    "place:hall": PEOPLE - {Role.SCREEN},
    "door:hall": PEOPLE,  # and the station that stands there: tested below
    "stations": PEOPLE - {Role.SCREEN},
    "printers": PEOPLE - {Role.SCREEN},
    "help": PEOPLE - {Role.SCREEN},
    "feed": DESK,
    "conflicts": DESK,
    "jobs": DESK,
    "attendee:p000": DESK,
    "station:spooler": LEADERS,  # a station follows itself alone: tested below
}
"""Whom each topic is for."""

ASKING = [role for role in Role if role is not Role.NOBODY]


@cache
def walked() -> dict[str, frozenset[Role]]:
    """Every route of the built app, with the roles that its view names."""
    with TemporaryDirectory() as folder:
        event = make_event(Path(folder) / "congress.db")
        app = create_app(event.file, system_clock, SeededChance(1), "secret").house.app
        event.file.close()
    rules: Iterator[Rule] = app.url_map.iter_rules()
    return {
        f"{method} {rule.rule}": roles_of(app.view_functions[rule.endpoint])
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def as_role(served: Served, role: Role) -> Client:
    if role is Role.NOBODY:
        return served.client()
    return served.shared_station() if role is Role.STATION else served.as_role(role)


def ask(client: Client, route: str) -> tuple[int, str]:
    """Status and error code of a request that changes nothing: its body fits no model."""
    method, rule = route.split(" ", 1)
    path = re.sub(r"<int:\w+>", "1", re.sub(r"<(path:)?\w+>", "nothing", rule))
    answer = client.send(method, path, None if method == "GET" else {"fits": "no model"})
    return answer.status, answer.error if answer.status >= 400 else ""


# ---- routes -----------------------------------------------------------------------------------------


def test_the_table_has_every_route_and_no_other() -> None:
    assert walked() == ROUTES


def test_every_route_names_its_roles() -> None:
    assert [route for route, roles in walked().items() if not roles] == []


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_in_where_the_table_says_and_nowhere_else(served: Served, role: Role) -> None:
    wrong = []
    for route, roles in ROUTES.items():
        client = served.spooler() if role is Role.STATION and route in SPOOLERS else as_role(served, role)
        status, code = ask(client, route)
        is_in = status not in (401, 403)
        if route == "GET /api/v1/topics/<topic>":
            is_in = status != 401  # past this door the topic decides: walked below
        if is_in is not bool(roles & {role, Role.NOBODY}) or status >= 500:
            wrong.append((route, status, code))
    assert wrong == []


def test_nobody_is_told_to_sign_in_and_others_that_it_is_not_for_them(served: Served) -> None:
    assert ask(served.client(), "POST /api/v1/event/open") == (401, "not_signed_in")
    assert ask(served.client(), "GET /api/v1/station") == (401, "not_paired")
    assert ask(served.as_role(Role.STAFF), "POST /api/v1/event/open") == (403, "not_allowed")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/v1/printers", None),
        ("POST", "/api/v1/printers/serve", {"printers": ["folder"]}),
        ("POST", "/api/v1/jobs/claim", {"printer_id": "folder", "wait_s": 0}),
        (
            "POST",
            "/api/v1/jobs/nothing/state",
            {"report_id": "r", "state": "printed", "occurred_at": "2026-05-01T09:00:00Z"},
        ),
        ("POST", "/api/v1/printers/folder/status", {"state": "ready", "at": "2026-05-01T09:00:00Z"}),
    ],
)
def test_what_is_for_spoolers_is_for_no_other_station(
    served: Served, method: str, path: str, body: dict[str, object] | None
) -> None:
    assert served.shared_station().send(method, path, body).status == 403
    assert served.spooler().send(method, path, body).status in (200, 204, 404)


def test_a_spooler_scans_nobody(served: Served) -> None:
    answer = served.spooler().post("/api/v1/scans", served.scan(served.fresh().ticket.code))
    assert (answer.status, answer.error) == (403, "not_allowed")


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 5000])
def test_a_wrong_token_is_nobody(served: Served, token: str) -> None:
    answer = served.client().get("/api/v1/station", Authorization=f"Bearer {token}")
    assert (answer.status, answer.error) == (401, "not_paired")


def test_an_account_that_the_coordinator_signs_out_is_nobody(served: Served) -> None:
    coordinator, other, lost = served.as_role(Role.COORDINATOR), served.as_role(Role.VIEWER), served.client()
    coordinator.api("/accounts", {"name": "Mara", "role": "viewer", "password": PASSWORD})
    lost.api("/sign-in", {"name": "Mara", "password": PASSWORD})
    coordinator.api("/accounts/sign-out", {"name": " Mara "})
    assert [client.get("/api/v1/me").status for client in (lost, other)] == [401, 200]


def test_a_revoked_station_is_nobody(served: Served) -> None:
    kiosk = served.station()
    station_id = kiosk.api("/station")["station"]["id"]
    served.as_role(Role.SUPERVISOR).api(f"/stations/{station_id}/revoke", {})
    assert kiosk.get("/api/v1/station").error == "station_revoked"


def test_who_signed_out_is_nobody(served: Served) -> None:
    viewer = served.signed_in(Role.VIEWER)
    stolen = dict(viewer.cookies)
    viewer.api("/sign-out", {})
    viewer.cookies = stolen
    assert viewer.get("/api/v1/me").error == "not_signed_in"


def test_a_browser_may_be_a_station_and_a_person(served: Served) -> None:
    both = served.station()
    person = served.signed_in(Role.STAFF)
    both.cookies |= person.cookies
    assert both.get("/api/v1/station").status == 200
    assert both.get("/api/v1/me").json["account"]["role"] == "staff"


# ---- topics -----------------------------------------------------------------------------------------


def test_the_table_has_every_topic() -> None:
    named = {topic.partition(":")[0] for topic in TOPICS_FOR}
    assert named == {topic.partition(":")[0] for topic in TOPICS} == set(TOPIC_ROLES)
    assert [name for name, roles in TOPIC_ROLES.items() if not roles or Role.NOBODY in roles] == []


@pytest.mark.parametrize("role", ASKING)
def test_a_role_reads_the_topics_of_the_table_and_no_other(served: Served, role: Role) -> None:
    client = as_role(served, role)
    statuses = {topic: client.get(f"/api/v1/topics/{topic}").status for topic in TOPICS_FOR}
    assert statuses == {topic: 200 if role in roles else 403 for topic, roles in TOPICS_FOR.items()}


def test_a_station_follows_itself_alone(served: Served) -> None:
    one, other = served.station(), served.station()
    own, others = (client.api("/station")["station"]["id"] for client in (one, other))
    assert one.get(f"/api/v1/topics/station:{own}").status == 200
    assert one.get(f"/api/v1/topics/station:{others}").status == 403


def test_a_station_follows_the_door_that_it_stands_at_alone(served: Served) -> None:
    at_the_hall = served.station("hall", "door")
    statuses = {place: at_the_hall.get(f"/api/v1/topics/door:{place}").status for place in ("hall", "lab", "venue")}
    assert statuses == {"hall": 200, "lab": 403, "venue": 403}
    assert at_the_hall.get("/api/v1/topics/place:hall").status == 403


@pytest.mark.parametrize("topic", ["gossip", "totals:1", "place", "place:", ":", "feed:x"])
def test_a_topic_there_is_not_is_nobodys(served: Served, topic: str) -> None:
    assert served.as_role(Role.COORDINATOR).get(f"/api/v1/topics/{topic}").status in (403, 404)


# ---- requests of other pages ------------------------------------------------------------------------

UNSAFE = [
    (route, roles) for route, roles in ROUTES.items() if not route.startswith("GET ") and not roles & {Role.NOBODY}
]


@pytest.mark.parametrize(("route", "roles"), UNSAFE, ids=[route for route, _ in UNSAFE])
def test_an_unsafe_request_with_a_cookie_needs_its_csrf_token(
    served: Served, route: str, roles: frozenset[Role]
) -> None:
    real = as_role(served, Role.STATION if Role.STATION in roles else Role.COORDINATOR)
    for token in ("", "wrong", real.csrf[:-1], as_role(served, Role.STAFF).csrf):
        forged = Client(real.base, csrf=token, cookies=dict(real.cookies))
        assert ask(forged, route) == (403, "csrf")


@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("Authorization", "Bearer é", (401, "not_signed_in")),
        ("X-CSRF-Token", "é", (403, "csrf")),
        ("Origin", "http://[", (403, "other_origin")),
    ],
)
def test_what_cannot_be_read_is_refused_as_what_is_wrong(
    served: Served, name: str, value: str, refusal: tuple[int, str]
) -> None:
    answer = as_role(served, Role.COORDINATOR).send("POST", "/api/v1/sign-in/links", {}, headers={name: value})
    assert (answer.status, answer.error) == refusal


@pytest.mark.parametrize("route", [route for route in ROUTES if not route.startswith("GET ")])
def test_a_page_of_another_site_posts_nothing(served: Served, route: str) -> None:
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1"):
        method, rule = route.split(" ", 1)
        client = as_role(served, Role.COORDINATOR)
        answer = client.send(method, re.sub(r"<[^>]+>", "1", rule), {}, headers={"Origin": origin})
        assert (answer.status, answer.error) == (403, "other_origin")


def test_our_own_page_may_post(served: Served) -> None:
    answer = as_role(served, Role.STAFF).post("/api/v1/me/rooms", {"place_ids": ["hall"]}, Origin=served.server.url)
    assert (answer.status, answer.json) == (200, {"rooms": ["hall"]})
