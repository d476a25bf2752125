"""Signing in and out, and who I am."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Response, jsonify, request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from turnout.domain.errors import NotFound
from turnout.domain.model import Role
from turnout.services import access, snapshots
from turnout.services.access import SignedIn
from turnout.store import accounts
from turnout.store.accounts import Account
from turnout.store.times import to_text
from turnout.web.auth import PEOPLE, PERSON_COOKIE, caller, csrf_token, roles, set_cookie
from turnout.web.bodies import Body, Empty, Id
from turnout.web.house import House
from turnout.web.limits import Tries

_TAG = Tag(name="people")
SIGN_IN_TRIES = 10  # a minute and address


class SignInBody(Body):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    password: Annotated[str, Field(min_length=1, max_length=200)]


class OnceBody(Body):
    """The token of a one-time link; it came in the address's fragment, which no log sees."""

    token: Annotated[str, Field(min_length=1, max_length=80)]


class RoomsBody(Body):
    place_ids: Annotated[list[Id], Field(max_length=500)]


class LinkBody(Body):
    """Whose first account the link signs in."""

    role: Role = Role.COORDINATOR


class SignOutBody(Body):
    """Whose sign-ins end."""

    name: Annotated[str, Field(min_length=1, max_length=60)]


class AccountBody(Body):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    role: Role
    password: Annotated[str, Field(max_length=200)] = ""


def add_api(house: House) -> None:
    """Add the endpoints of signing in, of oneself, and of accounts."""
    api = APIBlueprint("people", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    _add_signing_in(api, house)
    _add_myself(api, house)
    _add_accounts(api, house)
    house.app.register_api(api)


def _document(house: House, account: Account, token: str) -> dict[str, Any]:
    return {
        "account": {"id": account.id, "name": account.name, "role": account.role},
        "rooms": accounts.rooms_of(house.event.reader, account.id),
        "csrf": csrf_token(house.event, token),
        "event": snapshots.event_summary(house.event.reader),
        "server_time": to_text(house.now()),
    }


def _add_signing_in(api: APIBlueprint, house: House) -> None:
    event = house.event
    tries = Tries(SIGN_IN_TRIES, house.now)

    def welcome(signed_in: SignedIn) -> Response:
        response = jsonify(_document(house, signed_in.account, signed_in.token))
        set_cookie(response, PERSON_COOKIE, signed_in.token, secure=house.is_secure)
        return response

    @api.post("/sign-in")
    @roles(Role.NOBODY)
    def sign_in(body: SignInBody) -> Response:
        """Sign in with name and password."""
        with tries.guess(request.remote_addr or ""):
            return welcome(access.sign_in(event, body.name, body.password, house.now(), house.chance))

    @api.post("/sign-in/once")
    @roles(Role.NOBODY)
    def sign_in_once(body: OnceBody) -> Response:
        """Sign in with a one-time link."""
        with tries.guess(request.remote_addr or ""):
            return welcome(access.sign_in_once(event, body.token, house.now(), house.chance))

    @api.post("/sign-out")
    @roles(*PEOPLE)
    def sign_out(body: Empty) -> Response:  # noqa: ARG001 - the body is there to be checked
        """End this sign-in."""
        access.sign_out(event, request.cookies.get(PERSON_COOKIE, ""))
        response = jsonify({})
        response.delete_cookie(PERSON_COOKIE, path="/")
        return response


def _add_myself(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.get("/me")
    @roles(*PEOPLE)
    def me() -> dict[str, Any]:
        """Who I am, my rooms, and the token that my requests must carry."""
        account = accounts.find(event.reader, caller().actor)
        if account is None:
            raise NotFound("This account is gone.", "Sign in with another.")
        return _document(house, account, request.cookies.get(PERSON_COOKIE, ""))

    @api.post("/me/rooms")
    @roles(*PEOPLE)
    def choose_rooms(body: RoomsBody) -> dict[str, Any]:
        """Choose the rooms that I look after."""
        return {"rooms": access.choose_rooms(event, caller(), body.place_ids)}


def _add_accounts(api: APIBlueprint, house: House) -> None:
    event = house.event

    @api.post("/sign-in/links")
    @roles(Role.COORDINATOR)
    def make_link(body: LinkBody) -> dict[str, Any]:
        """Make a one-time link's token."""
        return {"token": access.sign_in_link(event, body.role, house.now(), house.chance)}

    @api.post("/accounts")
    @roles(Role.COORDINATOR)
    def add_account(body: AccountBody) -> dict[str, Any]:
        """Add an account of somebody who works here."""
        added = access.add_account(event, body.name, body.role, body.password, house.now(), house.chance)
        return {"account": {"id": added.id, "name": added.name, "role": added.role}}

    @api.post("/accounts/sign-out")
    @roles(Role.COORDINATOR)
    def sign_out_everywhere(body: SignOutBody) -> dict[str, Any]:
        """Sign the account of this name out wherever it is: phones, pages, kiosks; its links are worthless."""
        access.sign_out_everywhere(event, body.name, caller(), house.now(), house.chance)
        return {}
