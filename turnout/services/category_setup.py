"""Setting up categories: what a badge says, who only passes through, which layout their badge has."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from turnout.domain import event_details as details
from turnout.domain.categories import spelling
from turnout.domain.errors import BadInput, Conflict
from turnout.domain.facts import CategoryChanged
from turnout.domain.folding import fold
from turnout.domain.model import Attendee
from turnout.services import event_settings, setup_document
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.setup_document import Data, refuse_stale
from turnout.store import layouts, log, places
from turnout.store.log import Origin
from turnout.store.writer import Transaction

MAX_LABEL = 60
_LONGEST_ID = 40


def add(event: Event, label: str, by: Caller, now: datetime, chance: Chance) -> Data:
    """A new category with the usual layout; its id is made from the label. Raises BadInput.

    Who is on the list under this name already is of it.
    """
    clean = details.name_of(label, "category", MAX_LABEL)

    def make(tx: Transaction) -> Data:
        _refuse_same_label(tx.connection, clean, "")
        category_id = _id_of(tx.connection, clean, chance)
        layouts.put_category(tx.connection, category_id, clean, is_passing=False, layout="default")
        return _changed(tx, category_id, by, now, chance)

    return event.write(make)


def change(
    event: Event, category_id: str, version: int, changes: Mapping[str, Any], by: Caller, now: datetime, chance: Chance
) -> Data:
    """Change what `changes` names: label, is_passing, layout, gets. What stands there already changes nothing.

    Raises BadInput, NotFound, or Conflict with the newer category.
    """

    def put(tx: Transaction) -> Data:
        current = setup_document.category(tx.connection, category_id)
        wanted = {name: changes.get(name, current[name]) for name in ("label", "is_passing", "layout", "gets")}
        wanted["label"] = details.name_of(wanted["label"], "category", MAX_LABEL)
        wanted["gets"] = details.labels_of(wanted["gets"])
        if all(wanted[name] == current[name] for name in wanted):
            return current
        refuse_stale(current, version)
        _refuse_same_label(tx.connection, wanted["label"], category_id)
        if wanted["layout"] != current["layout"] and wanted["layout"] not in layouts.every(tx.connection):
            raise BadInput(f"There is no layout “{wanted['layout']}”.", "Choose one of the list.", code="no_layout")
        layouts.put_category(tx.connection, category_id, **wanted)
        return _changed(tx, category_id, by, now, chance)

    return event.write(put)


def remove(event: Event, category_id: str, version: int, by: Caller, now: datetime, chance: Chance) -> None:
    """Take a category away that nobody is of, no door names and no kiosk offers. Raises NotFound or Conflict."""

    def take(tx: Transaction) -> None:
        current = setup_document.category(tx.connection, category_id)
        refuse_stale(current, version)
        if held := _held_by(tx.connection, current):
            raise Conflict(f"This category is in use: {held}.", "Change that first.", code="in_use")
        layouts.remove_category(tx.connection, category_id)
        fact = CategoryChanged(category_id, current["version"] + 1, is_removed=True)
        log.append(tx, fact, Origin.at(now, by.actor), chance.new_id())

    event.write(take)


def _changed(tx: Transaction, category_id: str, by: Caller, now: datetime, chance: Chance) -> Data:
    category = setup_document.category(tx.connection, category_id)
    log.append(tx, CategoryChanged(category_id, category["version"]), Origin.at(now, by.actor), chance.new_id())
    return category


def _held_by(connection: sqlite3.Connection, category: Data) -> str:
    """What needs a category, in words; empty when nothing does."""
    if category["people"]:
        return "1 person is of it" if category["people"] == 1 else f"{category['people']} people are of it"
    if category["id"] == Attendee.__dataclass_fields__["category"].default:
        return "whoever has no other category gets this one"
    doors = [place.name for place in places.places(connection) if category["id"] in place.policy.categories]
    if doors:
        return f"the entry rule of {doors[0]} names it"
    form = event_settings.walk_in_form(connection)
    is_open = form.is_at_kiosks and category["id"] in {one.id for one in form.open_categories}
    return "the walk-in form opens it to people at kiosks" if is_open else ""


def _id_of(connection: sqlite3.Connection, label: str, chance: Chance) -> str:
    """What a list calls it already. Else letters and digits of the label; a number behind them where that is taken,
    chance where there are none.
    """
    undescribed = layouts.undescribed(connection)
    if on_the_list := [category for category in undescribed if spelling(category) == spelling(label)]:
        return on_the_list[0]
    taken = {*undescribed, *(category for category, _ in layouts.categories(connection))}
    words = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:_LONGEST_ID] or chance.new_id()
    numbered = (words if n == 1 else f"{words}_{n}" for n in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)


def _refuse_same_label(connection: sqlite3.Connection, label: str, category_id: str) -> None:
    for known_id, known in layouts.categories(connection):
        if known_id != category_id and known.casefold() == label.casefold():
            raise BadInput(f"There is a category “{known}”.", "Give it a name of its own.", code="name_taken")
