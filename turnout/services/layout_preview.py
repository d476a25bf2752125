"""What a page is told of a badge layout while somebody writes it: its first mistake, or badges drawn with it.

For a process of its own: the text may be anything, and drawing takes the whole of a processor.
"""

from __future__ import annotations

import base64
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from badges.layout import Layout, LayoutError
from turnout.domain.errors import BadInput
from turnout.paper import contact_sheet
from turnout.services import previewing
from turnout.services.previewing import Shown, Tried

DPI = 203
"""The coarsest that badges are usually printed at: what reads here reads everywhere."""

TOO_MUCH = 3
"""The exit code of a process whose preview wants more memory than it may have."""

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A layout's TOML, and who tries it: one `name`, else the `attendees` with these ids, else those of the event
    whose names are hardest; all of them in `category`, or each in their own. `corrected` are fields as typed so far.
    """

    toml: str
    name: str = ""
    attendees: tuple[str, ...] = ()
    category: str = ""
    corrected: dict[str, str] = field(default_factory=dict)


def preview(connection: sqlite3.Connection, wanted: Wanted) -> Data:
    """`problem` has line and message of what is wrong; without one, `label` is told and `badges` are drawn."""
    try:
        layout, images = previewing.sound(connection, wanted.toml)
        people = _people(connection, wanted)
        shown = previewing.draw(layout, people, images, DPI)
    except LayoutError as mistake:
        return failed(mistake.problem, mistake.line)
    except BadInput as problem:
        return failed(f"{problem.message} {problem.remedy}")
    width, height = layout.upright
    return {
        "problem": None,
        "label": {"title": layout.name, "width": width, "height": height, "count": layout.labels},
        "badges": [_badge(layout, tried, badge) for tried, badge in zip(people, shown, strict=True)],
    }


def failed(message: str, line: int | None = None) -> Data:
    """A preview of a layout that cannot be drawn."""
    return {"problem": {"line": line, "message": message}, "label": None, "badges": []}


def _people(connection: sqlite3.Connection, wanted: Wanted) -> list[Tried]:
    if wanted.name.strip():
        people = previewing.people_with_names([wanted.name])
    elif wanted.attendees:
        people = previewing.people_by_id(connection, wanted.attendees, wanted.corrected)
    else:
        people = previewing.people_of_event(connection)
    people = people or previewing.people_with_names([])
    if not wanted.category:
        return people
    return [previewing.in_category(one, wanted.category, connection) for one in people]


def _badge(layout: Layout, tried: Tried, shown: Shown) -> Data:
    """`picture` is a PNG in base64: as people read the badge, several labels side by side."""
    return {
        "attendee_id": tried.attendee_id,
        "name": shown.name,
        "category": tried.fields["category"],
        "why": list(tried.why),
        "losses": shown.badge.losses(),
        "picture": base64.b64encode(contact_sheet.as_png(layout, [shown.badge])).decode(),
    }
