"""A printable sheet of demo tickets, as PDF: the ones with difficult names first."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

from badges import layout, render
from turnout.formats.new_file import new_file
from turnout.paper.pdf import Pdf
from turnout.paper.sheet import Sheet
from turnout.store import attendees

DPI = 200
PAGES = 2


def write(connection: sqlite3.Connection, path: Path) -> int:
    """Write two pages of tickets; answers how many tickets are on them."""
    card = layout.parse(files("turnout.demo").joinpath("ticket.toml").read_text(encoding="utf-8"))
    sheet = Sheet(columns=3, rows=4, card_mm=(card.width, card.height))
    holders = attendees.first_with_tickets(connection, PAGES * sheet.size)
    cards = (
        render.render(card, {"name": attendee.full_name, "category": attendee.category}, code, DPI).image
        for attendee, code in holders
    )
    if holders:
        with new_file(path, overwrite=True) as out:
            document = Pdf(out, DPI, "Demo tickets")
            for page in sheet.pages(cards, DPI):
                document.add(page)
            document.finish()
    return len(holders)
