"""What a badge layout makes of names, before anybody stands in front of the printer."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from badges.layout import Layout
from badges.qr import QrTooSmall
from badges.render import Rendered, render
from turnout.domain.errors import BadInput
from turnout.domain.model import Attendee
from turnout.paper.specimens import INVENTED, Specimens
from turnout.services import printing
from turnout.store import layouts, ticket_holders

_CODE = "B7K3M9QXW2D8HRTVAABC"  # of the length of ours; admits nobody
_EVENT = "Name of the event"
_CATEGORY = "visitor"


@dataclass(frozen=True, slots=True)
class Shown:
    """One badge of a preview, and whose it is."""

    name: str
    badge: Rendered


def fields_of_event(connection: sqlite3.Connection) -> list[dict[str, str]]:
    """What stands on the badges of those whose names try a layout hardest. Raises BadInput for an empty list."""
    specimens = Specimens()
    specimens.show(holder.attendee for holder in ticket_holders.each(connection))
    chosen = specimens.chosen()
    if not chosen:
        raise BadInput("Nobody is on the list yet.", "Give names instead: --name.", code="nobody")
    return [printing.fields_of(connection, attendee) for attendee in chosen]


def fields_of_names(names: Sequence[str], category: str = "") -> list[dict[str, str]]:
    """What stands on badges of `names`, or of invented people without any."""
    people = [Attendee(name, name, name.split()[0], "Politechnika Gdańska") for name in names if name.strip()]
    return [_invented(attendee, category or _CATEGORY) for attendee in people or INVENTED]


def in_category(fields: dict[str, str], category: str, connection: sqlite3.Connection) -> dict[str, str]:
    """The same person in another category of the event."""
    return {**fields, "category_id": category, "category": layouts.category_label(connection, category)}


def draw(
    layout: Layout, people: Sequence[Mapping[str, str]], images: Mapping[str, bytes], dpi: int, *, is_test: bool = False
) -> list[Shown]:
    """A badge for each of `people`, given by their fields. Raises BadInput where the code has no room at `dpi`."""
    try:
        return [
            Shown(fields["name"], render(layout, fields, _CODE, dpi, rehearsal=is_test, images=images))
            for fields in people
        ]
    except QrTooSmall as problem:
        raise BadInput(f"At {dpi} dpi {problem}.", "Make the qr element larger.", code="bad_layout") from problem


def _invented(attendee: Attendee, category: str) -> dict[str, str]:
    return {
        "name": attendee.full_name,
        "given_name": attendee.given_name,
        "company": attendee.company,
        "pronouns": attendee.pronouns,
        "category": category,
        "category_id": category,
        "event": _EVENT,
        "language": "",
    }
