"""Staff at a kiosk: a PIN of their own, coming in with it, and for how long they are taken for there."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from turnout.domain import kiosk_pins
from turnout.domain.errors import Conflict, NotFound, NotSignedIn, TooManyTries
from turnout.domain.facts import AccountPinChanged, HelpClosed, StaffCame, StaffLeft, StaffPinRefused
from turnout.domain.model import Role, Station
from turnout.services import access
from turnout.services.chance import Chance, hash_of, new_token
from turnout.services.event import Caller, Event
from turnout.store import accounts, help_calls, kiosk_staff, log
from turnout.store.accounts import Account
from turnout.store.log import Origin
from turnout.store.writer import Transaction

IDLE = timedelta(minutes=3)
"""For how long somebody is taken for at a kiosk who does nothing there."""
MAY_HAVE_PIN = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.DESK, Role.STAFF})


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody of the staff at a kiosk; the token is told once, to its page."""

    account: Account
    token: str


def set_pin(event: Event, account_id: str, pin: str, now: datetime, chance: Chance) -> int:
    """Give an account a PIN for kiosks, or another; answers the number that is typed before it.

    Raises BadInput for a bad PIN, NotFound, Conflict for an account that only looks.
    """
    kiosk_pins.check_pin(pin)
    hashed = event.to_thread(access.hashed, pin)

    def put(tx: Transaction) -> int:
        account = accounts.find(tx.connection, account_id)
        if account is None:
            raise NotFound("There is no such account.", "Look at its name again.", code="no_account")
        if account.role not in MAY_HAVE_PIN:
            raise Conflict(f"The role {account.role} has nothing to do at a kiosk.", "Give them another account.")
        number = kiosk_staff.number_of(tx.connection, account_id) or kiosk_staff.next_number(tx.connection)
        if number > kiosk_pins.LAST_NUMBER:
            raise Conflict("All numbers are given out.", "Remove PINs that nobody needs any more.", code="no_number")
        kiosk_staff.put_pin(tx.connection, account_id, number, hashed)
        log.append(tx, AccountPinChanged(account_id), Origin.at(now, account_id), chance.new_id())
        return number

    return event.write(put)


def set_pin_of(event: Event, name: str, pin: str, now: datetime, chance: Chance) -> int:
    """`set_pin` for the account of this name."""
    return set_pin(event, access.named(event, name).id, pin, now, chance)


def remove_pin(event: Event, account_id: str, now: datetime, chance: Chance) -> None:
    """Take an account's PIN away; twice changes nothing."""

    def take(tx: Transaction) -> None:
        if kiosk_staff.remove_pin(tx.connection, account_id):
            log.append(tx, AccountPinChanged(account_id, True), Origin.at(now, account_id), chance.new_id())

    event.write(take)


def come_in(event: Event, station: Station, typed: str, now: datetime, chance: Chance) -> Visit:
    """Let somebody in by number and PIN, typed in one; what they were called for is done then.

    Raises NotSignedIn when the two do not belong together, TooManyTries during the pauses that grow with each of these:
    the kiosk's, and that of the number at every kiosk, which only its owner ends.
    """
    read = kiosk_pins.split(typed)
    known = None if read is None else kiosk_staff.by_number(event.reader, read[0])
    account_id, pin_hash = ("", "") if known is None else (known[0].id, known[1])
    _refuse_during_pause(event.reader, station.id, account_id, now)
    is_right = event.to_thread(access.is_right, pin_hash, typed if read is None else read[1])
    token = new_token(chance)
    fact_id = chance.new_id()

    def enter(tx: Transaction) -> Account | None:
        # Judged here again, in order: of many tries at the same moment only so many may be the first ones.
        _refuse_during_pause(tx.connection, station.id, account_id, now)
        if known is None or not is_right:
            refused = StaffPinRefused(station.id, account_id)
            log.append(tx, refused, Origin(now, now, station.id, station.id), fact_id)
            return None
        account = known[0]
        origin = Origin(now, now, account.id, station.id)
        kiosk_staff.put_visit(tx.connection, station.id, hash_of(token), account.id, now + IDLE)
        log.append(tx, StaffCame(station.id), origin, fact_id)
        called = help_calls.of_station(tx.connection, station.id)
        if called is not None:
            log.append(tx, HelpClosed(station.id, called.call.id), origin, f"{fact_id}-helped", fact_id)
        return account

    account = event.write(enter)
    if account is None:
        raise NotSignedIn(
            "Number and PIN do not belong together.", "Type your number, then your PIN.", code="wrong_pin"
        )
    return Visit(account, token)


def at_kiosk(event: Event, station: Station, token: str, now: datetime) -> Caller:
    """Who of the staff is at a kiosk by this token. Raises Conflict once nobody is: the device stays paired."""
    account = kiosk_staff.visitor(event.reader, station.id, hash_of(token), now) if token else None
    if account is None:
        raise Conflict("Nobody of the staff is signed in here.", "Type your number and PIN.", code="staff_gone")
    event.write(lambda tx: kiosk_staff.prolong(tx.connection, station.id, now + IDLE))
    return Caller(account.id, account.role, station)


def leave(event: Event, by: Caller, now: datetime, chance: Chance) -> None:
    """End somebody's time at their kiosk."""

    def end(tx: Transaction) -> None:
        if kiosk_staff.end_visit(tx.connection, by.station_id):
            log.append(tx, StaffLeft(by.station_id), Origin(now, now, by.actor, by.station_id), chance.new_id())

    event.write(end)


def _refuse_during_pause(connection: sqlite3.Connection, station_id: str, account_id: str, now: datetime) -> None:
    refused = [kiosk_staff.refused_at_station(connection, station_id)]
    if account_id:
        refused.append(kiosk_staff.refused_for_account(connection, account_id))
    over_at = max(now if last is None else last + kiosk_pins.pause_after(failures) for failures, last in refused)
    if over_at > now:
        seconds = int((over_at - now).total_seconds()) + 1
        raise TooManyTries("Too many wrong PINs.", f"Wait {seconds} seconds, then try again.")
