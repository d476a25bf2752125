"""Who may do what: accounts, signing in with a password or a one-time link, sign-ins that end."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from turnout.domain.errors import BadInput, Conflict, NotFound, NotSignedIn
from turnout.domain.facts import AccountCreated, AccountSignedOut
from turnout.domain.model import Role
from turnout.services.chance import Chance, hash_of, new_token
from turnout.services.event import Caller, Event
from turnout.store import accounts, kiosk_staff, log, places
from turnout.store.accounts import Account
from turnout.store.log import Origin
from turnout.store.writer import Transaction

SIGN_IN_LIVES = timedelta(hours=16)
LINK_LIVES = timedelta(hours=12)
MIN_PASSWORD = 8
MAX_NAME = 60

_hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh sign-in; the token is told once, to the browser's cookie."""

    account: Account
    token: str


def add_account(event: Event, name: str, role: Role, password: str, now: datetime, chance: Chance) -> Account:
    """Make an account. Without a password only a one-time link signs in. Raises Conflict for a name in use."""
    clean = " ".join(name.split())[:MAX_NAME]
    if not clean:
        raise BadInput("An account needs a name.", "Type the name that its owner will sign in with.")
    if password:
        check_password(password)
    password_hash = event.to_thread(hashed, password) if password else ""
    account = Account(chance.new_id(), clean, role)

    def make(tx: Transaction) -> Account:
        if accounts.by_name(tx.connection, clean) is not None:
            raise Conflict("There is an account of that name.", "Choose another name.", code="name_taken")
        accounts.add(tx.connection, account, password_hash)
        log.append(tx, AccountCreated(account.id, role), Origin.at(now, "setup"), f"{account.id}-created")
        return account

    return event.write(make)


def check_password(password: str) -> None:
    """Raises BadInput for one that is too easily guessed."""
    if len(password) < MIN_PASSWORD:
        raise BadInput("This password is too short.", f"Use at least {MIN_PASSWORD} characters.", code="short_password")


def sign_in_link(event: Event, role: Role, now: datetime, chance: Chance) -> str:
    """A token that signs in the first account of a role, once. Raises NotFound when there is none."""
    token = new_token(chance)

    def make(tx: Transaction) -> None:
        account = accounts.first_with_role(tx.connection, role)
        if account is None:
            raise NotFound(f"There is no {role} yet.", "Add one with `turnout account add`.", code="no_account")
        accounts.put_link(tx.connection, hash_of(token), account.id, now + LINK_LIVES)

    event.write(make)
    return token


def sign_in(event: Event, name: str, password: str, now: datetime, chance: Chance) -> SignedIn:
    """Raises NotSignedIn when name and password do not belong together; it never says which is wrong."""
    known = accounts.by_name(event.reader, " ".join(name.split()))
    belongs = event.to_thread(is_right, "" if known is None else known[1], password)  # asked for an unknown name too
    if known is None or not belongs:
        raise NotSignedIn("Name and password do not belong together.", "Try again.", code="wrong_password")
    return _sign_in(event, known[0], now, chance)


def sign_in_once(event: Event, link_token: str, now: datetime, chance: Chance) -> SignedIn:
    """Sign in with a one-time link. Raises NotSignedIn for one that was used or is too old."""

    def take(tx: Transaction) -> Account:
        account_id = accounts.take_link(tx.connection, hash_of(link_token), now)
        account = None if account_id is None else accounts.find(tx.connection, account_id)
        if account is None:
            raise NotSignedIn(
                "This link was used already, or is too old.",
                "Make a new one on the server: turnout sign-in-link EVENT.db",
                code="link_used",
            )
        return account

    return _sign_in(event, event.write(take), now, chance)


def sign_out(event: Event, token: str) -> None:
    event.write(lambda tx: accounts.end_sign_in(tx.connection, hash_of(token)))


def sign_out_everywhere(event: Event, name: str, by: Caller, now: datetime, chance: Chance) -> None:
    """End what the account of this name holds: sign-ins, links, its time at kiosks. Raises NotFound.

    The password and the PIN stay as they are.
    """
    account = named(event, name)

    def end(tx: Transaction) -> None:
        accounts.end_sign_ins(tx.connection, account.id)
        kiosk_staff.end_visits(tx.connection, account.id)
        log.append(tx, AccountSignedOut(account.id), Origin.at(now, by.actor), chance.new_id())

    event.write(end)


def named(event: Event, name: str) -> Account:
    """The account of this name, spaces aside. Raises NotFound."""
    known = accounts.by_name(event.reader, " ".join(name.split()))
    if known is None:
        raise NotFound("There is no account of that name.", "Look at its name again.", code="no_account")
    return known[0]


def choose_rooms(event: Event, by: Caller, place_ids: Iterable[str]) -> list[str]:
    """Set the rooms that a person looks after; answers them."""
    wanted = sorted(set(place_ids))

    def put(tx: Transaction) -> list[str]:
        known = {place.id for place in places.places(tx.connection)}
        if missing := sorted(set(wanted) - known):
            raise NotFound(f"There is no place {missing[0]}.", "Load the page again.", code="no_place")
        accounts.put_rooms(tx.connection, by.actor, wanted)
        return accounts.rooms_of(tx.connection, by.actor)

    return event.write(put)


@lru_cache
def _nobody() -> str:
    """A hash that no password has; checked for unknown names, so that those take as long to refuse."""
    return _hasher.hash(secrets.token_hex())


def hashed(secret: str) -> str:
    """What the event file keeps of a password or PIN. It takes a tenth of a second: see `Event.to_thread`."""
    return _hasher.hash(secret)


def is_right(hashed_secret: str, secret: str) -> bool:
    """Whether this is the secret of that hash; of nobody's, an empty one, the answer takes as long as `hashed`."""
    return _matches(hashed_secret or _nobody(), secret) and bool(hashed_secret)


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except VerifyMismatchError:
        return False


def _sign_in(event: Event, account: Account, now: datetime, chance: Chance) -> SignedIn:
    token = new_token(chance)
    event.write(lambda tx: accounts.put_sign_in(tx.connection, hash_of(token), account.id, now + SIGN_IN_LIVES))
    return SignedIn(account, token)
