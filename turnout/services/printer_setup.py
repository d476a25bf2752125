"""Setting up printers: their kind, where they are, the group of stations they print for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from badges.printers import OptionError, kinds
from turnout.domain import event_details as details
from turnout.domain.errors import BadInput, Conflict
from turnout.domain.facts import PrinterSetUp
from turnout.services import setup_document
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.setup_document import Data, refuse_stale
from turnout.store import badge_jobs, log, printers, stations
from turnout.store.log import Origin
from turnout.store.printers import Printer
from turnout.store.writer import Transaction

MAX_NAME = 60
USUAL_GROUP = "entrance"
Options = Mapping[str, str]


def add(
    event: Event, name: str, kind: str, options: Options, group: str, by: Caller, now: datetime, chance: Chance
) -> Data:
    """A new printer; its spooler finds it within seconds. Without a group it is of the only one there is.

    Stations that were set up before any printer print on the first one. Raises BadInput, with the driver's own words
    for options that it cannot use.
    """
    made = _checked(Printer(chance.new_id(), name, kind, dict(options), group))

    def make(tx: Transaction) -> Data:
        group = made.group or printers.only_group(tx.connection) or USUAL_GROUP
        if not printers.every(tx.connection):
            stations.regroup(tx.connection, "", group)
        printers.put(tx.connection, replace(made, group=group))
        return _changed(tx, made.id, by, now, chance)

    return event.write(make)


def change(
    event: Event, printer_id: str, version: int, changes: Mapping[str, Any], by: Caller, now: datetime, chance: Chance
) -> Data:
    """Change what `changes` names: name, kind, options, printer_group. What stands there already changes nothing.

    The stations of a group follow its last printer into another: else they would print nowhere; an empty group is no
    change. Raises BadInput, NotFound, or Conflict with the newer printer.
    """
    seen = setup_document.printer(event.reader, printer_id)
    asked = {name: changes.get(name, seen[name]) for name in ("name", "kind", "options", "printer_group")}
    wanted = _checked(
        Printer(
            printer_id, asked["name"], asked["kind"], asked["options"], asked["printer_group"] or seen["printer_group"]
        )
    )

    def put(tx: Transaction) -> Data:
        current = setup_document.printer(tx.connection, printer_id)
        if wanted in printers.every(tx.connection):
            return current
        refuse_stale(current, version)
        printers.put(tx.connection, wanted)
        former = current["printer_group"]
        if former and former not in {printer.group for printer in printers.every(tx.connection)}:
            stations.regroup(tx.connection, former, wanted.group)
        return _changed(tx, printer_id, by, now, chance)

    return event.write(put)


def remove(event: Event, printer_id: str, version: int, by: Caller, now: datetime, chance: Chance) -> None:
    """Take a printer away at which no badge waits. Raises NotFound or Conflict."""

    def take(tx: Transaction) -> None:
        current = setup_document.printer(tx.connection, printer_id)
        refuse_stale(current, version)
        if waiting := badge_jobs.unfinished_at(tx.connection, printer_id):
            raise Conflict(
                f"Badges wait at this printer: {waiting}.", "Let it print them, or void them, first.", code="in_use"
            )
        printers.remove(tx.connection, printer_id)
        fact = PrinterSetUp(printer_id, current["version"] + 1, is_removed=True)
        log.append(tx, fact, Origin.at(now, by.actor), chance.new_id())

    event.write(take)


def _changed(tx: Transaction, printer_id: str, by: Caller, now: datetime, chance: Chance) -> Data:
    printer = setup_document.printer(tx.connection, printer_id)
    log.append(tx, PrinterSetUp(printer_id, printer["version"]), Origin.at(now, by.actor), chance.new_id())
    return printer


def _checked(printer: Printer) -> Printer:
    name = details.name_of(printer.name, "printer", MAX_NAME)
    group = details.line_of(printer.group, "group", MAX_NAME)
    return replace(printer, name=name, group=group, options=_options(printer.kind, printer.options))


def _options(kind: str, typed: Options) -> dict[str, Any]:
    """What the driver can be made from: the texts as typed, else those that are numbers as numbers.

    In this order, because a folder may be called 2027. Raises BadInput with the driver's words.
    """
    driver = kinds().get(kind)
    if driver is None:
        raise BadInput(f"There is no kind of printer “{kind}”.", f"Choose one of {', '.join(sorted(kinds()))}.")
    as_typed: dict[str, Any] = {name: value.strip() for name, value in typed.items() if value.strip()}
    try:
        driver(as_typed)
    except OptionError:
        as_typed = {name: _number(value) for name, value in as_typed.items()}
        try:
            driver(as_typed)
        except OptionError as problem:
            raise BadInput(f"This printer cannot be used: {problem}.", "Correct it.", code="bad_option") from problem
    return as_typed


def _number(text: str) -> str | int | float:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text, re.ASCII):
        return text
    return float(text) if "." in text else int(text)
