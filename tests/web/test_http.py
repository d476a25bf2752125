"""What every answer carries, what is answered to requests that make no sense, and the API's own description."""

from __future__ import annotations

import re
from typing import Any

import pytest
from clients import Answer
from served import PASSWORD, Served
from test_who_may import ROUTES, ask, walked

from turnout.domain.model import Role
from turnout.web.app import MAX_BODY

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def check_headers(answer: Answer, path: str) -> None:
    assert answer.header("Content-Security-Policy") == POLICY
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.header("Referrer-Policy") == "no-referrer"
    if path.startswith("/api/"):
        assert answer.header("Cache-Control") == "no-store"


# ---- headers and pages --------------------------------------------------------------------------------


@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_has_the_headers(served: Served, route: str) -> None:
    method, rule = route.split(" ", 1)
    path = re.sub(r"<[^>]+>", "1", rule)
    for client in (served.client(), served.as_role(Role.COORDINATOR), served.shared_station()):
        check_headers(client.send(method, path, None if method == "GET" else {"fits": "no model"}), path)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/api/v1/scans", 405),
        ("DELETE", "/api/v1/scans", 405),
        ("GET", "/kiosk/static/..%2f..%2fpyproject.toml", 404),
    ],
)
def test_what_is_not_there_is_told_in_the_usual_form(served: Served, method: str, path: str, status: int) -> None:
    answer = served.client().send(method, path)
    assert answer.status == status
    assert set(answer.json["error"]) == {"code", "message", "remedy"}
    check_headers(answer, path)


@pytest.mark.parametrize("path", ["/dashboard", "/rooms", "/sign-in", "/kiosk"])
def test_a_page_loads_scripts_and_styles_of_its_own_only(served: Served, path: str) -> None:
    answer = served.client().get(path)
    page = answer.body.decode()
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    assert scripts
    assert [content for _, content in scripts if content.strip()] == []
    assert "<style" not in page
    assert " style=" not in page
    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    for source in set(sources) - {"data:,"}:  # an icon of nothing, so that no browser asks for one
        assert source.startswith("/")
        loaded = served.client().get(source)
        assert loaded.status == 200
        check_headers(loaded, source)


def test_a_person_with_a_browser_gets_a_page_of_a_problem(served: Served) -> None:
    answer = served.client().get("/nowhere", Accept="text/html")
    assert (answer.status, b"There is nothing at this address." in answer.body) == (404, True)


# ---- cookies, signing in -------------------------------------------------------------------------------


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(served: Served) -> None:
    token = served.server.command.post("/sign-in/links", {"role": "staff"})["token"]
    code = served.server.command.post("/stations", {"name": "Cookie"})["pairing_code"]
    person = served.client().post("/api/v1/sign-in/once", {"token": token}).cookie("turnout_person")
    station = served.client().post("/api/v1/stations/pair", {"code": code}).cookie("turnout_station")
    for cookie in (person, station):
        assert cookie["httponly"] is True
        assert (cookie["samesite"], cookie["path"], "secure" in cookie) == ("Lax", "/", False)
        assert len(cookie["value"]) == 32
    assert "max-age" not in person  # ends with the browser
    assert int(station["max-age"]) > 300 * 24 * 3600


def test_a_one_time_link_signs_in_once(served: Served) -> None:
    token = served.server.command.post("/sign-in/links", {"role": "viewer"})["token"]
    me = served.client().sign_in_once(token)
    assert (me["account"]["name"], me["account"]["role"], me["event"]["opened"]) == ("Viewer", "viewer", True)
    answer = served.client().post("/api/v1/sign-in/once", {"token": token})
    assert (answer.status, answer.error) == (401, "link_used")


def test_a_password_signs_in(served: Served) -> None:
    client = served.client()
    signed_in = client.api("/sign-in", {"name": "Coordinator", "password": PASSWORD})
    me = client.api("/me")
    assert {**me, "server_time": ""} == {**signed_in, "server_time": ""}
    assert (signed_in["account"]["role"], len(signed_in["csrf"])) == ("coordinator", 32)


def test_a_pairing_code_pairs_once(served: Served) -> None:
    code = served.server.command.post("/stations", {"name": "Once"})["pairing_code"]
    document = served.client().pair(f"{code[:4].lower()}-{code[4:]}")
    assert document["station"]["name"] == "Once"
    assert document["station"]["place"] == {"id": "venue", "name": "Harbour Congress", "kind": "venue"}
    assert set(document) == {"station", "event", "csrf", "server_time", "seq"}
    answer = served.client().post("/api/v1/stations/pair", {"code": code})
    assert (answer.status, answer.error) == (404, "pairing_code_unknown")


# ---- requests that make no sense -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", {}, 422),
        (b"{", {}, 422),
        (b'{"scan_id": "s"', {}, 422),
        (b"[]", {}, 422),
        (b"null", {}, 422),
        (b'"scan"', {}, 422),
        (b"\xff\xfe\x00", {}, 422),
        (b"[" * 100_000, {}, 422),
        (b'{"scan_id": 1e400}', {}, 422),
        (b"scan_id=s&code=c", {"Content-Type": "application/x-www-form-urlencoded"}, 422),
        (b"{}", {"Content-Type": "text/plain"}, 422),
        (b'{"code": "' + b"x" * MAX_BODY + b'"}', {}, 413),
    ],
    ids=["empty", "brace", "cut", "list", "null", "text", "not utf-8", "deep", "huge number", "form", "plain", "large"],
)
@pytest.mark.parametrize("path", ["/api/v1/scans", "/api/v1/station/heartbeat"])
def test_a_body_that_is_no_request(
    served: Served, path: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = served.shared_station().send("POST", path, body, headers=headers)
    assert answer.status in ({status, 415} if headers else {status, 400} if status == 422 else {status})
    assert set(answer.json["error"]) == {"code", "message", "remedy"}
    assert answer.json["error"]["remedy"]


@pytest.mark.parametrize(
    "change",
    [
        {"scan_id": ""},
        {"scan_id": "x" * 65},
        {"scan_id": "../../etc"},
        {"scan_id": None},
        {"code": ""},
        {"code": 7},
        {"code": "x" * 20_001},
        {"occurred_at": "yesterday"},
        {"occurred_at": "2026-05-01T09:00:00"},
        {"direction": "sideways"},
        {"station_seq": -1},
        {"place_id": "the hall"},
        {"override": {"reason": "please"}},
    ],
    ids=str,
)
def test_a_scan_with_a_field_that_cannot_be_is_refused_and_told_which(served: Served, change: dict[str, Any]) -> None:
    kiosk, code = served.shared_station(), served.people[0].ticket.code
    answer = kiosk.post("/api/v1/scans", {**served.scan(code), **change})
    assert (answer.status, answer.error) == (422, "bad_input")
    assert next(iter(change)) in answer.json["error"]["message"]


def test_what_was_sent_wrongly_is_not_repeated_in_the_answer(served: Served) -> None:
    body = served.scan("Zofia Secret") | {"direction": "Zofia Secret"}
    assert b"Zofia" not in served.shared_station().post("/api/v1/scans", body).body


def test_the_server_is_well_after_all_that(served: Served) -> None:
    assert served.client().get("/healthz").json == {"status": "ok"}
    assert served.client().get("/readyz").status == 200


# ---- the API's description -----------------------------------------------------------------------------


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        here = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return here + [ref for value in node.values() for ref in references(value)]
    return [ref for item in node for ref in references(item)] if isinstance(node, list) else []


def found(document: dict[str, Any], reference: str) -> Any:
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/")]
    return node


def test_the_openapi_document_names_every_route(served: Served) -> None:
    document = served.client().get("/api/openapi.json").json
    assert document["openapi"].startswith("3.")
    assert document["info"]["title"] == "Turnout"
    described = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    expected = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
        for route in walked()
        if "/api/v1/" in route or route.endswith(("healthz", "readyz"))
    }
    assert described == expected


def test_the_openapi_document_holds_together(served: Served) -> None:
    document = served.client().get("/api/openapi.json").json
    for reference in references(document):
        assert found(document, reference)
    operations = [op for methods in document["paths"].values() for op in methods.values()]
    names = [op["operationId"] for op in operations]
    assert len(set(names)) == len(names)
    assert [op["operationId"] for op in operations if not op.get("summary")] == []
    for path, methods in document["paths"].items():
        for operation in methods.values():
            declared = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
            assert declared == set(re.findall(r"{(\w+)}", path))


def test_every_route_that_takes_a_body_describes_it(served: Served) -> None:
    document = served.client().get("/api/openapi.json").json
    without = [
        path
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method not in ("get", "delete") and "requestBody" not in operation
    ]
    assert without == []


def test_an_error_of_the_table_is_stable(served: Served) -> None:
    assert ask(served.as_role(Role.COORDINATOR), "POST /api/v1/event/open") == (422, "bad_input")
