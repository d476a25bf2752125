"""`turnout sign-in-link` and `turnout account`: letting people in."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from turnout.cli.opened import event_or_server
from turnout.domain.model import Role
from turnout.remote import Remote
from turnout.services import access, kiosk_staff
from turnout.services.chance import SystemChance
from turnout.services.event import Caller
from turnout.web.house import system_clock

_BY = Caller("command", Role.COORDINATOR)
_FILE = click.Path(path_type=Path)
_ROLES = [role.value for role in Role if role not in (Role.STATION, Role.SCREEN, Role.NOBODY)]


@click.command("sign-in-link")
@click.argument("event_file", type=_FILE)
@click.option("--role", type=click.Choice(_ROLES), default=Role.COORDINATOR.value, show_default=True)
def sign_in_link(event_file: Path, role: str) -> None:
    """Make a link that signs the first account of a role in, once, within twelve hours."""
    with event_or_server(event_file) as target:
        if isinstance(target, Remote):
            token = target.post("/sign-in/links", {"role": role})["token"]
        else:
            token = access.sign_in_link(target, Role(role), system_clock(), SystemChance())
    Console(highlight=False, soft_wrap=True).print(f"/sign-in#once={token}  (after the server's address)")


@click.group()
def account() -> None:
    """Accounts of people who work at the event."""


@account.command("add")
@click.argument("event_file", type=_FILE)
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), required=True, help="What they may do.")
@click.password_option(help="Asked for when left out; at least eight characters.")
def add(event_file: Path, name: str, role: str, password: str) -> None:
    """Add an account called NAME."""
    with event_or_server(event_file) as target:
        if isinstance(target, Remote):
            target.post("/accounts", {"name": name, "role": role, "password": password})
        else:
            access.add_account(target, name, Role(role), password, system_clock(), SystemChance())
    Console(highlight=False, soft_wrap=True).print(f"{name} can sign in as {role}.")


@account.command("pin")
@click.argument("event_file", type=_FILE)
@click.argument("name")
@click.password_option("--pin", prompt="PIN", help="Asked for when left out; four to eight digits.")
def pin(event_file: Path, name: str, pin: str) -> None:
    """Give the account called NAME a PIN for kiosks."""
    with event_or_server(event_file) as target:
        if isinstance(target, Remote):
            number = target.post("/accounts/pin", {"name": name, "pin": pin})["number"]
        else:
            number = kiosk_staff.set_pin_of(target, name, pin, system_clock(), SystemChance())
    Console(highlight=False, soft_wrap=True).print(f"At a kiosk {name} types {number}, then the PIN.")


@account.command("sign-out")
@click.argument("event_file", type=_FILE)
@click.argument("name")
def sign_out(event_file: Path, name: str) -> None:
    """Sign the account called NAME out everywhere, for when its phone is lost."""
    with event_or_server(event_file) as target:
        if isinstance(target, Remote):
            target.post("/accounts/sign-out", {"name": name})
        else:
            access.sign_out_everywhere(target, name, _BY, system_clock(), SystemChance())
    Console(highlight=False, soft_wrap=True).print(f"{name} is signed out everywhere.")
