"""What a badge layout makes of names, before anybody stands in front of the printer."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from badges.layout import Layout, parse
from badges.qr import QrTooSmall
from badges.render import Rendered, check_images, render
from turnout.domain.errors import BadInput
from turnout.domain.model import Attendee
from turnout.paper.specimens import INVENTED, Specimens
from turnout.services import printing
from turnout.services.badge_images import LOGO_FILE, images_for
from turnout.store import attendees, layouts, ticket_holders

_CODE = "B7K3M9QXW2D8HRTVAABC"  # of the length of ours; admits nobody
_EVENT = "Name of the event"
_CATEGORY = "visitor"


@dataclass(frozen=True, slots=True)
class Tried:
    """Somebody who tries a layout: what stands on their badge, and what makes their name hard (`Specimen.why`).
    `attendee_id` is "" for somebody invented.
    """

    fields: dict[str, str]
    attendee_id: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """One badge of a preview, and whose it is."""

    name: str
    badge: Rendered


def sound(connection: sqlite3.Connection, toml: str) -> tuple[Layout, dict[str, bytes]]:
    """A layout read, and what there is of its images; the event's logo may come later. Raises LayoutError."""
    layout, images = parse(toml), images_for(connection, toml)
    check_images(layout, images, may_be_missing=[LOGO_FILE])
    return layout, images


def people_of_event(connection: sqlite3.Connection) -> list[Tried]:
    """Those of the list whose names try a layout hardest; nobody where the list is empty."""
    specimens = Specimens()
    specimens.show(holder.attendee for holder in ticket_holders.each(connection))
    return [Tried(printing.fields_of(connection, one.attendee), one.attendee.id, one.why) for one in specimens.chosen()]


def people_by_id(
    connection: sqlite3.Connection, attendee_ids: Sequence[str], corrected: Mapping[str, str] | None = None
) -> list[Tried]:
    """Those of the list with these ids, as they would be `corrected`; who has left it is left out."""
    found = (attendees.find(connection, attendee_id) for attendee_id in attendee_ids)
    people = (replace(one, **corrected or {}) for one in found if one is not None)  # type: ignore[arg-type]
    return [Tried(printing.fields_of(connection, one), one.id) for one in people]


def people_with_names(names: Sequence[str], category: str = "") -> list[Tried]:
    """Nobody in particular, with `names`, or with invented ones where there are none."""
    people = [Attendee(name, name, name.split()[0], "Politechnika Gdańska") for name in names if name.strip()]
    return [Tried(_invented(attendee, category or _CATEGORY)) for attendee in people or INVENTED]


def in_category(tried: Tried, category: str, connection: sqlite3.Connection) -> Tried:
    """The same person in another category of the event."""
    label = layouts.category_label(connection, category)
    return replace(tried, fields={**tried.fields, "category_id": category, "category": label})


def draw(
    layout: Layout, people: Sequence[Tried], images: Mapping[str, bytes], dpi: int, *, is_test: bool = False
) -> list[Shown]:
    """A badge for each of `people`. Raises BadInput where the code has no room at `dpi`."""
    try:
        return [
            Shown(one.fields["name"], render(layout, one.fields, _CODE, dpi, rehearsal=is_test, images=images))
            for one in people
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
