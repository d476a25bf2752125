"""What a command needs to know: given as an option, asked on the terminal, or left at its default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from turnout.domain.errors import BadInput

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the options gave; the rest is asked, or left as it is where nobody is to be asked."""

    given: dict[str, Any]
    is_silent: bool
    has_pattern: bool

    @property
    def asks_details(self) -> bool:
        return not self.is_silent and not self.has_pattern

    def needed(self, option: str, question: str, default: str | None, parse: Callable[[str], T]) -> T:
        """Something that every event has of its own, also one made after another."""
        if self.given[option] is not None:
            return parse(self.given[option])
        if not self.is_silent:
            return ask(question, default, parse)
        if default is None:
            raise BadInput(f"{question}: this has no default.", f"Add --{option}, or leave out --yes.")
        return parse(default)

    def detail(self, option: str, question: str, default: str, parse: Callable[[str], T]) -> T:
        """Something that an event made after another has from there."""
        if self.given[option] is None and not self.asks_details:
            return parse(default)
        return self.needed(option, question, default, parse)


def ask(question: str, default: str | None, parse: Callable[[str], T]) -> T:
    """Ask until the answer can be read."""
    while True:
        typed = click.prompt(question, default=default, show_default=bool(default))
        try:
            return parse(typed)
        except BadInput as problem:
            click.echo(f"{problem.message} {problem.remedy}")
