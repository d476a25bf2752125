"""The command line: `turnout ...`. Each command parses, calls one service, and says what came of it.

Commands that write go through the running server when there is one, else they hold the event file
themselves; the lock file tells which.
"""

from __future__ import annotations

import sys
from typing import Any

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
    """Shows a domain error as two lines: what is wrong, and what to do."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TurnoutError as problem:
            console = Console(stderr=True, highlight=False, soft_wrap=True)
            console.print(f"[bold red]{problem.message}[/]", emoji=False)
            if problem.remedy:
                console.print(problem.remedy, emoji=False)
            sys.exit(1)


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
