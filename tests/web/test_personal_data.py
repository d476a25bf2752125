"""A day with recognisable people, and then a look whether any of them stands where they must not."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from clients import Client
from factories import make_event, put_attendee
from screens import screen
from served import Served, fill
from server import serving

from turnout.domain.model import Attendee, Role
from turnout.store import database

ZOFIA = Attendee("zofia", "Zofia Wąsowska-Quux", "Zofia", "Quuxworks", "zofia.quux@example.org", pronouns="xe/quux")
REASON = "Her quuxophone needed two hands"
RECOGNISABLE = ("quux", "zofia.", "wąsowska", "w\\u0105sowska", "hunter2 quux")


def day(served: Served, zofia_codes: tuple[str, str]) -> list[Client]:
    """Everything that people and devices do, right and wrong; answers the clients that did it."""
    ticket, badge = zofia_codes
    kiosk, desk, staff = served.station(), served.signed_in(Role.DESK), served.signed_in(Role.STAFF)
    spooler = served.spooler()
    with screen(desk) as seen:
        seen.subscribe("feed", "totals", "Zofia Quux", "place:quux")
        body = served.scan(ticket)
        kiosk.api("/scans", body)
        seen.wait("feed", lambda data: bool(data["scans"]))
    job = spooler.api("/jobs/claim", {"printer_id": "folder", "wait_s": 1})["job"]
    spooler.post(f"/api/v1/jobs/{job['id']}/state", {"report_id": "r", "state": "Quux"})
    kiosk.post("/api/v1/scans", {**body, "code": badge})  # the id reused
    kiosk.api("/scans", served.scan("BEGIN:VCARD FN:Zofia Quux"))
    kiosk.post("/api/v1/scans", {**served.scan(ticket), "direction": "Zofia Quux"})
    kiosk.send("POST", "/api/v1/scans", b'{"code": "Zofia Quux"')
    desk.api("/door/scans", {**served.scan(ticket), "place_id": "venue", "override": {"reason": REASON}})
    desk.post("/api/v1/door/scans", {**served.scan(ticket), "place_id": "quux"})
    staff.api(f"/scans/{body['scan_id']}/undo", {"undo_id": "undo-1"})
    made = desk.api("/attendees", {"full_name": "Quux Walkin", "email": "walkin@quux.example"})["attendee"]
    desk.api("/attendees/search", {"q": "Zofia Quux"})
    desk.send("PATCH", "/api/v1/attendees/zofia", {"version": 1, "company": "Quux & Sons"})
    desk.send("PATCH", "/api/v1/attendees/zofia", {"version": 1, "full_name": "x" * 300})
    desk.api("/attendees/zofia/notes", {"text": f"Zofia Quux: {REASON}"})
    desk.api("/topics/attendee:zofia")
    new = desk.api(f"/attendees/{made['id']}/substitute", {"version": 1, "full_name": "Quux Substitute"})["attendee"]
    desk.api(f"/attendees/{new['id']}/cancel", {})
    staff.post("/api/v1/rooms/hall/reopen", {"reason": REASON})
    stranger = served.client()
    stranger.post("/api/v1/sign-in", {"name": "Zofia Quux", "password": "hunter2 quux"})
    stranger.post("/api/v1/stations/pair", {"code": "QUUXQUUX"})
    return [kiosk, desk, staff, spooler, stranger]


def test_nobody_is_recognised_in_the_log_the_output_or_an_address(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    event = make_event(path, has_printer=True)
    people, token = fill(event)
    zofia = put_attendee(event, ZOFIA)
    event.file.close()
    codes = (zofia.ticket.code, zofia.badge.code)
    with serving(path) as server:
        clients = day(Served(server, people, token), codes)
    reader = database.open_reader(path)
    log = "\n".join(str(tuple(row)) for row in reader.execute("SELECT * FROM log"))
    registers = "\n".join(str(tuple(row)) for row in reader.execute("SELECT * FROM notes"))
    reader.close()
    assert REASON in registers  # the day was played: what was said is kept where it may be
    assert log.count("'scan.") == 5  # two let in, one refused, one taken back, and an id that was used twice
    asked = unquote("\n".join(url for client in clients for url in client.urls))
    secrets = [client.token for client in clients if client.token] + [v for c in clients for v in c.cookies.values()]
    for where, text in (("log", log), ("output", server.said), ("addresses", asked)):
        found = [word for word in (*RECOGNISABLE, *codes, *secrets) if word.lower() in text.lower()]
        assert found == [], f"in the {where}"
