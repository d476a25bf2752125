"""`turnout badges preview`: what a layout makes of names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, nullcontext
from pathlib import Path

import click
from rich.console import Console

from badges.layout import ImageElement, Layout, LayoutError, bundled, bundled_names, parse
from badges.render import check_images
from turnout.domain.errors import BadInput
from turnout.formats.new_file import new_file
from turnout.paper import contact_sheet
from turnout.services import previewing
from turnout.services.badge_images import images_for
from turnout.services.previewing import Shown, Tried
from turnout.store import database, layouts

_FILE = click.Path(path_type=Path)


@click.group("badges")
def badges_group() -> None:
    """Badges: how they look, and printing them in advance."""


@badges_group.command("preview")
@click.argument("layout")
@click.option("--event", "event_file", type=_FILE, help="Try it with names, logo and layouts of this event file.")
@click.option("--name", "names", multiple=True, help="Try it with this name; may be repeated.")
@click.option("--category", default="", help="As a badge of this category.")
@click.option("--out", type=_FILE, help="Draw the badges into this PDF, at true size, or PNG.")
@click.option("--dpi", type=click.IntRange(72, 1200), default=300, help="Of the printer.")
@click.option("--test", "is_test", is_flag=True, help="As in a rehearsal.")
@click.option("--force", is_flag=True, help="Replace the file of --out if it exists.")
def preview(
    layout: str,
    event_file: Path | None,
    names: tuple[str, ...],
    category: str,
    out: Path | None,
    dpi: int,
    is_test: bool,
    force: bool,
) -> None:
    """Check LAYOUT, and draw it: a TOML file, a layout of the event, or one that comes along.

    Without --name it is tried with the longest, shortest and most exotic names of the event, or with invented ones.
    """
    if out is not None and out.suffix.lower() not in (".pdf", ".png"):
        raise BadInput(f"{out} is neither a PDF nor a PNG.", "Name a file that ends in .pdf or .png.")
    held = nullcontext() if event_file is None else closing(database.open_reader(event_file))
    with held as reader:
        text = _text(layout, reader)
        try:
            read = parse(text)
            images = images_for(reader, text) if reader else _beside(layout, read)
            check_images(read, images)
        except LayoutError as problem:
            separator = ":" if problem.line is None else ","
            raise BadInput(f"{layout}{separator} {problem}", code="bad_layout") from problem
        shown = previewing.draw(read, _people(reader, names, category), images, dpi, is_test=is_test)
    console = Console(highlight=False, soft_wrap=True)
    if out is not None:
        _write(out, read, shown, overwrite=force)
        console.print(f"{'1 badge is' if len(shown) == 1 else f'{len(shown)} badges are'} in {out}.", markup=False)
    _tell(console, layout, read, shown)


def _text(layout: str, reader: sqlite3.Connection | None) -> str:
    """The TOML of a layout: a file first, since its name was most likely completed by the shell."""
    path = Path(layout)
    stored = layouts.every(reader) if reader else {}
    if not path.is_file() and layout in stored:
        return stored[layout]
    if not path.is_file() and layout in bundled_names():
        return bundled(layout)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        why = "is not a text in UTF-8" if isinstance(problem, UnicodeDecodeError) else f"({problem.strerror})"
        known = ", ".join([*stored, *bundled_names()])
        raise BadInput(
            f"{layout} cannot be read {why}.", f"Name a TOML file, or one of {known}.", code="bad_layout"
        ) from problem


def _beside(layout: str, read: Layout) -> dict[str, bytes]:
    """The images that lie in the folder of a layout's file."""
    files = {element.file for element in read.elements if isinstance(element, ImageElement)}
    found = ((file, Path(layout).parent / file) for file in files)
    return {file: path.read_bytes() for file, path in found if path.is_file()}


def _people(reader: sqlite3.Connection | None, names: Sequence[str], category: str) -> list[Tried]:
    if names or reader is None:
        return previewing.people_with_names(names, category)
    people = previewing.people_of_event(reader)
    if not people:
        raise BadInput("Nobody is on the list yet.", "Give names instead: --name.", code="nobody")
    return [previewing.in_category(one, category, reader) for one in people] if category else people


def _write(out: Path, layout: Layout, shown: Sequence[Shown], *, overwrite: bool) -> None:
    badges = [one.badge for one in shown]
    with new_file(out, overwrite=overwrite) as file:
        if out.suffix.lower() == ".pdf":
            contact_sheet.as_pdf(layout, badges, file)
        else:
            file.write(contact_sheet.as_png(layout, badges))


def _tell(console: Console, layout: str, read: Layout, shown: Sequence[Shown]) -> None:
    losses = [(one.name, loss) for one in shown for loss in one.badge.losses()]
    width, height = read.upright
    console.print(f"{layout} is sound: {read.name}, read {width:g} x {height:g} mm.", markup=False)
    for name, loss in losses:
        console.print(f"{name}: {loss}", markup=False)
    if not losses:
        console.print("Every name that was tried stands on it whole.")
