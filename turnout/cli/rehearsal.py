"""`turnout rehearsal`: what is done about the scans that were made for trying."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from turnout.cli.opened import event_or_server
from turnout.domain.model import Role
from turnout.remote import Remote
from turnout.services import rehearsal
from turnout.services.chance import SystemChance
from turnout.services.event import Caller
from turnout.web.house import system_clock

_BY = Caller("command", Role.COORDINATOR)


@click.group("rehearsal")
def rehearsal_group() -> None:
    """The rehearsal before the event is opened."""


@rehearsal_group.command("clear")
@click.argument("event_file", type=click.Path(path_type=Path))
def clear(event_file: Path) -> None:
    """Take what was rehearsed in EVENT_FILE off every list. The log keeps it."""
    with event_or_server(event_file) as target:
        if isinstance(target, Remote):
            voided = target.post("/rehearsal/clear", {})["voided_badges"]
        else:
            voided = rehearsal.clear(target, _BY, system_clock(), SystemChance())
    console = Console(highlight=False, soft_wrap=True)
    console.print("The rehearsal is cleared: its scans stand in the log, and in no list.")
    if voided:
        console.print(f"Badges of it that were still waiting, and will not be printed: {voided:,}.")
