"""An event with rooms, people, accounts of every role and a printer, and who speaks to the server that serves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from clients import Client
from factories import chance_of, put_attendee, put_room, put_session
from server import Server

from turnout.domain.model import Attendee, Role
from turnout.services import access, stations
from turnout.services.event import Event
from turnout.services.registration import Registered
from turnout.store.times import to_text
from turnout.web.house import system_clock

PEOPLE = 150
OWING = "owing"
"""Who has not paid yet."""
PASSWORD = "correct horse battery"
ACCOUNTS = (Role.COORDINATOR, Role.SUPERVISOR, Role.DESK, Role.STAFF, Role.VIEWER, Role.SCREEN)


@dataclass
class Served:
    """A served event. `fresh` hands out attendees who have not come yet."""

    server: Server
    people: list[Registered]
    spooler_token: str
    _by_role: dict[Role, Client] = field(default_factory=dict)

    def fresh(self) -> Registered:
        return self.people.pop()

    def scan(self, code: str, **more: Any) -> dict[str, Any]:
        """The body of a scan, now, by a clock that is right."""
        now = to_text(system_clock())
        return {"scan_id": str(uuid4()), "code": code, "occurred_at": now, "sent_at": now, **more}

    def client(self) -> Client:
        """Somebody whom nobody knows."""
        return Client(self.server.url)

    def signed_in(self, role: Role) -> Client:
        """A browser of its own, in which the account of a role is signed in."""
        client = self.client()
        client.sign_in_once(self.server.command.post("/sign-in/links", {"role": role.value})["token"])
        return client

    def as_role(self, role: Role) -> Client:
        """The browser of a role that the module's tests share."""
        if role not in self._by_role:
            self._by_role[role] = self.signed_in(role)
        return self._by_role[role]

    def station(self, place_id: str = "venue", mode: str = "entrance") -> Client:
        """A paired device."""
        body = {"name": f"Station {uuid4()}", "place_id": place_id, "mode": mode}
        client = self.client()
        client.pair(self.server.command.post("/stations", body)["pairing_code"])
        return client

    def shared_station(self) -> Client:
        """The entrance that the module's tests share."""
        if Role.STATION not in self._by_role:
            self._by_role[Role.STATION] = self.station()
        return self._by_role[Role.STATION]

    def spooler(self) -> Client:
        return Client(self.server.url, token=self.spooler_token)


def fill(event: Event) -> tuple[list[Registered], str]:
    """People, rooms, sessions and accounts; answers the people and the spooler's token."""
    now = system_clock()
    for number, room in enumerate(("hall", "lab")):
        put_room(event, room, capacity=100 + number)
        put_session(event, f"next-{room}", room, now + timedelta(hours=2))
    put_session(event, "now-hall", "hall", now - timedelta(minutes=10), minutes=60)
    people = [
        put_attendee(event, Attendee(f"p{n:03}", f"Person {n:03}", f"P{n:03}", email=f"p{n}@example.org"))
        for n in range(PEOPLE)
    ]
    put_attendee(event, Attendee(OWING, "Person who owes", is_paid=False))
    for role in ACCOUNTS:
        password = PASSWORD if role is Role.COORDINATOR else ""
        access.add_account(event, role.capitalize(), role, password, now, chance_of(f"account {role}"))
    return people, stations.spooler(event, now, chance_of("spooler")).token
