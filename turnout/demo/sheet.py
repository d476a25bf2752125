"""A printable sheet of demo tickets, as PDF: the ones with difficult names first."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

from PIL import Image

from badges import layout, render
from turnout.store import attendees

DPI = 200
_COLUMNS, _ROWS = 3, 4
_PAGE_MM = (210, 297)
_CARD_MM = (60, 66)
PAGES = 2


def write(connection: sqlite3.Connection, path: Path) -> int:
    """Write two pages of tickets; answers how many tickets are on them."""
    card = layout.parse(files("turnout.demo").joinpath("ticket.toml").read_text(encoding="utf-8"))
    holders = attendees.first_with_tickets(connection, PAGES * _COLUMNS * _ROWS)
    pages = []
    for start in range(0, len(holders), _COLUMNS * _ROWS):
        page = Image.new("1", (_px(_PAGE_MM[0]), _px(_PAGE_MM[1])), 1)
        for number, (attendee, code) in enumerate(holders[start : start + _COLUMNS * _ROWS]):
            fields = {"name": attendee.full_name, "category": attendee.category}
            drawn = render.render(card, fields, code, DPI).image
            page.paste(drawn, _corner(number))
        pages.append(page)
    if pages:
        pages[0].save(path, "PDF", resolution=DPI, save_all=True, append_images=pages[1:], title="Demo tickets")
    return len(holders)


def _corner(number: int) -> tuple[int, int]:
    row, column = divmod(number, _COLUMNS)
    left = (_PAGE_MM[0] - _COLUMNS * _CARD_MM[0]) / 2
    top = (_PAGE_MM[1] - _ROWS * _CARD_MM[1]) / 2
    return _px(left + column * _CARD_MM[0]), _px(top + row * _CARD_MM[1])


def _px(mm: float) -> int:
    return round(mm / 25.4 * DPI)
