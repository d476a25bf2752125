"""Who is calling, and whether they may: roles on every endpoint, cookies, bearer tokens, CSRF.

An endpoint without `@roles(...)` is refused. A browser may hold two cookies, a station's and a person's;
the endpoint's roles say which of them counts.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Response, g, request

from turnout.domain.errors import NotAllowed, NotSignedIn
from turnout.domain.model import Role, StationMode
from turnout.services.chance import hash_of
from turnout.services.event import Caller, Event
from turnout.store import accounts, settings, stations
from turnout.web.house import House

STATION_COOKIE = "turnout_station"
PERSON_COOKIE = "turnout_person"
CSRF_HEADER = "X-CSRF-Token"
PEOPLE = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.DESK, Role.STAFF, Role.VIEWER, Role.SCREEN})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_STATION_COOKIE_LIVES = 400 * 24 * 3600  # seconds; browsers allow no more
V = TypeVar("V", bound=Callable[..., Any])


def roles(*allowed: Role) -> Callable[[V], V]:
    """Say whom an endpoint is for. `Role.NOBODY` lets everybody in."""

    def mark(view: V) -> V:
        view.__roles__ = frozenset(allowed)  # type: ignore[attr-defined]
        return view

    return mark


def roles_of(view: Callable[..., Any]) -> frozenset[Role]:
    """Whom an endpoint is for; empty for one that has not said."""
    return getattr(view, "__roles__", frozenset())


def open_to_all(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view of a library, wrapped so that it says whom it is for."""

    @roles(Role.NOBODY)
    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    return opened


def guard(house: House) -> None:
    """Check every request before its view runs."""

    @house.app.before_request
    def check() -> None:
        view = house.app.view_functions.get(request.endpoint or "")
        if view is None:
            return  # no such page: the error handler answers
        allowed = roles_of(view)
        _refuse_other_origin()
        g.caller = _identify(house, allowed)


def caller() -> Caller:
    """Who makes this request."""
    who: Caller = g.caller
    return who


def caller_still(house: House) -> Caller:
    """Who makes this request, asked anew: one that waits may outlive its token. Raises NotSignedIn when it did."""
    g.caller = _identify(house, roles_of(house.app.view_functions[request.endpoint or ""]))
    return caller()


def csrf_token(event: Event, token: str) -> str:
    """The token that unsafe requests with this cookie must name in their header."""
    key = settings.read(event.reader).key
    return hmac.digest(key, b"csrf" + token.encode(), "sha256").hex()[:32]


def person_of(event: Event, token: str, now: datetime) -> Caller | None:
    """The person a sign-in cookie belongs to."""
    account = accounts.signed_in(event.reader, hash_of(token), now) if token else None
    return None if account is None else Caller(account.id, account.role)


def station_of(event: Event, token: str) -> Caller | None:
    """The station that a token belongs to."""
    station = stations.by_token(event.reader, hash_of(token)) if token else None
    return None if station is None else Caller(station.id, Role.STATION, station)


def everybody(event: Event, station_token: str, person_token: str, now: datetime) -> list[Caller]:
    """Everybody that a browser's cookies stand for, asked anew each time: a revoked station is nobody."""
    found = (station_of(event, station_token), person_of(event, person_token, now))
    return [who for who in found if who is not None]


def set_cookie(response: Response, name: str, token: str, *, secure: bool) -> None:
    """A cookie no script can read, sent by our own pages only."""
    lives = _STATION_COOKIE_LIVES if name == STATION_COOKIE else None
    response.set_cookie(name, token, max_age=lives, httponly=True, samesite="Lax", secure=secure, path="/")


def require_spooler() -> Caller:
    """The caller, who must be a spooler. Raises NotAllowed for any other station."""
    who = caller()
    if who.station is None or who.station.mode is not StationMode.SPOOLER:
        raise NotAllowed("Only a spooler may do this.", "Use the token of a spooler.")
    return who


def _identify(house: House, allowed: frozenset[Role]) -> Caller:
    event = house.event
    bearer = request.headers.get("Authorization", "")
    if bearer.startswith("Bearer "):
        return _permitted(_bearer(house, bearer[7:]), allowed)
    if Role.STATION in allowed:
        token = request.cookies.get(STATION_COOKIE, "")
        found = station_of(event, token)
        if found is not None:
            _refuse_without_csrf(event, token)
            return found
        if not allowed & PEOPLE:
            _refuse_revoked(event, token)
    if allowed & PEOPLE:
        token = request.cookies.get(PERSON_COOKIE, "")
        found = person_of(event, token, house.now())
        if found is not None:
            _refuse_without_csrf(event, token)
            return _permitted(found, allowed)
    return _permitted(None, allowed)


def _bearer(house: House, token: str) -> Caller | None:
    """A station, or a command that the same user runs on this machine."""
    if _is_same(token, house.command_token):
        return Caller("command", Role.COORDINATOR)
    return station_of(house.event, token)


def _permitted(found: Caller | None, allowed: frozenset[Role]) -> Caller:
    if Role.NOBODY in allowed:
        return found or Caller("nobody", Role.NOBODY)
    if found is None:
        if Role.STATION in allowed and not allowed & PEOPLE:
            raise NotSignedIn(
                "This device is not paired.", "Pair it with a code from the dashboard.", code="not_paired"
            )
        raise NotSignedIn("You are not signed in.", "Sign in, then try again.")
    if found.role not in allowed:
        raise NotAllowed(f"This is not for the role {found.role}.", "Ask the coordinator.")
    return found


def was_revoked(event: Event, token: str) -> bool:
    """Whether a station held this token until it was revoked."""
    return bool(token) and stations.was_revoked(event.reader, hash_of(token))


def _refuse_revoked(event: Event, token: str) -> None:
    """Raises NotSignedIn by a code of its own: only on this word does a device wipe itself, unsent scans and all."""
    if was_revoked(event, token):
        raise NotSignedIn(
            "This device was revoked.", "Pair it anew with a code from the dashboard.", code="station_revoked"
        )


def _refuse_without_csrf(event: Event, token: str) -> None:
    if request.method in _SAFE:
        return
    if not _is_same(request.headers.get(CSRF_HEADER, ""), csrf_token(event, token)):
        raise NotAllowed("This request did not come from our own page.", "Load the page again.", code="csrf")


def _refuse_other_origin() -> None:
    """A page of another site may not post here, cookie or not."""
    origin = request.headers.get("Origin")
    if origin and request.method not in _SAFE and _host_of(origin) != request.host:
        raise NotAllowed("This request came from another site.", "Use Turnout's own pages.", code="other_origin")


def _is_same(told: str, secret: str) -> bool:
    """Compared as bytes: of text compare_digest takes ASCII alone."""
    return hmac.compare_digest(told.encode(), secret.encode())


def _host_of(origin: str) -> str | None:
    """None for what cannot be read: no page of ours sends it."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
