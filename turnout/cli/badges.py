"""`turnout badges`: what a layout makes of names."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from badges.layout import LayoutError, bundled, bundled_names, parse
from turnout.domain.errors import BadInput


@click.group("badges")
def badges_group() -> None:
    """Badges: how a layout looks, before anybody stands in front of the printer."""


@badges_group.command("preview")
@click.argument("layout")
def preview(layout: str) -> None:
    """Check LAYOUT, a TOML file or the name of a layout that comes along."""
    try:
        read = parse(_text(layout))
    except LayoutError as problem:
        raise BadInput(f"{layout}: {problem}", code="layout") from problem
    Console(highlight=False, soft_wrap=True).print(f"{layout} is sound: {read.name}.", markup=False)


def _text(layout: str) -> str:
    if layout in bundled_names():
        return bundled(layout)
    try:
        return Path(layout).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(
            f"{layout} cannot be read as a layout ({problem.__class__.__name__}).",
            f"Name a TOML file, or one of {', '.join(bundled_names())}.",
            code="layout",
        ) from problem
