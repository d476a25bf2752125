"""The command line: `turnout ...`. Each command parses, calls one service, and says what came of it.

Commands that write go through the running server when there is one, else they hold the event file
themselves; the lock file tells which.
"""

from __future__ import annotations

import os
import pwd
import sys
from typing import Any, NoReturn

import click
from rich.console import Console

from turnout.cli import (
    badges,
    bulk_badges,
    demo,
    exports,
    files,
    imports,
    new,
    paper,
    people,
    rehearsal,
    serve,
    spool,
    tickets,
)
from turnout.domain.errors import TurnoutError


class _Group(click.Group):
    """Shows a domain error, or a file that the system refuses, as two lines: what is wrong, and what to do."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TurnoutError as problem:
            _give_up(problem.message, problem.remedy)
        except OSError as problem:
            if problem.filename is None:  # such as a pipe that nobody reads any more: click's to handle
                raise
            _give_up(
                f"{problem.filename} cannot be used ({problem.strerror})",
                f"See that the name is right, and that the user {_user()} may use the file and its folder.",
            )


def _give_up(message: str, remedy: str) -> NoReturn:
    console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)
    console.print(message, style="bold red")
    if remedy:
        console.print(remedy)
    sys.exit(1)


def _user() -> str:
    """Who this process runs as; the environment may name whoever called it."""
    number = os.geteuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


@click.group(cls=_Group)
@click.version_option(package_name="turnout")
def main() -> None:
    """Turnout: on-site registration and check-in for conferences."""


for command in (
    new.new_event,
    demo.demo,
    serve.serve,
    spool.spool,
    imports.import_group,
    tickets.tickets,
    tickets.ticket_group,
    paper.paper,
    exports.export_group,
    badges.badges_group,
    rehearsal.rehearsal_group,
    files.check,
    files.rebuild,
    files.backup,
    people.sign_in_link,
    people.account,
):
    main.add_command(command)
for command in bulk_badges.COMMANDS:
    badges.badges_group.add_command(command)
