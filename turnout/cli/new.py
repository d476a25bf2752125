"""`turnout new`: an event of one's own, by questions on the terminal, by options, or after last year's file.

Every question is an option too; what is given there is not asked. Nothing is written before the last answer.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from badges import layout
from badges.printers import OptionError, kinds
from turnout.cli.answers import Answers, ask
from turnout.cli.opened import opened
from turnout.domain import event_details as details
from turnout.domain.errors import BadInput, EventFileError
from turnout.domain.model import PRESETS, Policy, Role
from turnout.services import access, setup
from turnout.services.chance import SystemChance
from turnout.services.setup import NewEvent
from turnout.services.time_zones import known_time_zones
from turnout.store import database
from turnout.store.printers import Printer
from turnout.web.house import system_clock

RULES = {
    "congress": "a ticket is good once; who scanned out may come in again",
    "day_tickets": "tickets and badges are good once a day",
    "workshop": "a booking is needed, and the place must be signed off",
    "open": "everybody on the list, as often as they like",
}
"""What the presets of the domain mean, in a line each."""

LAYOUTS = {"default": "visitor-62x100", "crew": "crew-62x100"}
PRINTERS = "entrance"
_ZONES = known_time_zones()
_FILE = click.Path(path_type=Path)


@click.command("new")
@click.argument("event_file", type=_FILE)
@click.option("--like", type=_FILE, help="Take everything but people and what happened from this event file.")
@click.option("--name", help="The event's name.")
@click.option("--dates", help="Its first day, such as 2027-05-31; or all of its days, with commas.")
@click.option("--days", help="How many days in a row, from the first one.")
@click.option("--time-zone", help="Where it is, such as Europe/Riga.")
@click.option("--day-boundary", help="When a day begins.")
@click.option("--languages", help="What kiosks speak, the first one first, such as en,pl,lv.")
@click.option("--accent", help="The organiser's colour, such as #0b5fa5.")
@click.option("--capacity", help="How many people the venue holds.")
@click.option("--rule", help=f"The venue's entry rule: {', '.join(PRESETS)}.")
@click.option("--room", multiple=True, help="A room and what it holds, such as 'Great Hall: 200'; may be repeated.")
@click.option("--printer", help="A folder for pictures of badges, an address ipp://..., or none.")
@click.option("--coordinator", help="The name that the coordinator signs in with.")
@click.option("--password-file", type=_FILE, help="A file whose first line is the coordinator's password.")
@click.option("--yes", is_flag=True, help="Ask nothing: what is not given is left at its default.")
def new_event(event_file: Path, like: Path | None, password_file: Path | None, yes: bool, **given: Any) -> None:
    """Make an event of your own in EVENT_FILE: answer the questions, or give the answers as options."""
    _refuse_taken(event_file)
    answers = Answers(given, yes, like is not None)
    wanted = _after(like, answers) if like is not None else _from_scratch(answers)
    wanted = _detailed(wanted, answers, event_file, like)
    coordinator = answers.needed("coordinator", "Name of the coordinator", "Coordinator", _account_name)
    password = _password(password_file, yes)
    _make(event_file, wanted, coordinator, password)
    _tell(event_file, wanted, coordinator, bool(password))


def _from_scratch(answers: Answers) -> NewEvent:
    name, days = _name_and_days(answers, 1)
    layouts = {called: layout.bundled(file) for called, file in LAYOUTS.items()}
    return NewEvent(name, machine_time_zone(), days, layouts)


def _after(like: Path, answers: Answers) -> NewEvent:
    connection = database.open_reader(like)
    try:
        last = setup.like(connection, "", ())
        name, days = _name_and_days(answers, setup.day_count(connection))
    finally:
        connection.close()
    return replace(last, name=name, days=days)


def _name_and_days(answers: Answers, usual: int) -> tuple[str, list[str]]:
    """The name, and the event days as ISO dates."""
    name = answers.needed("name", "Name of the event", None, details.name_of)
    today = system_clock().astimezone().date().isoformat()
    dates = answers.needed("dates", "First day, or all days with commas between them", today, details.dates_of)
    if len(dates) == 1:
        dates = answers.needed(
            "days", "How many days in a row", str(usual), lambda typed: details.days_from(dates[0], typed)
        )
    elif answers.given["days"] is not None:
        raise BadInput("--dates has several days, and --days a number.", "Give one day with a number, or all days.")
    return name, [day.isoformat() for day in dates]


def _detailed(base: NewEvent, answers: Answers, event_file: Path, like: Path | None) -> NewEvent:
    """What may be left at its default: of the program, or of the event that this one is made after."""
    zone = answers.detail("time_zone", "Time zone", base.time_zone, lambda typed: details.time_zone_of(typed, _ZONES))
    boundary = answers.detail("day_boundary", "A day begins at", base.day_boundary, details.day_boundary_of)
    languages = answers.detail("languages", "Languages", ", ".join(base.languages), details.languages_of)
    accent = answers.detail("accent", "Colour", base.accent, details.accent_of)
    known = "" if base.venue_capacity is None else str(base.venue_capacity)
    capacity = answers.detail(
        "capacity", "How many people the venue holds (Enter: not known)", known, details.capacity_of
    )
    return replace(
        base,
        time_zone=zone,
        day_boundary=boundary.isoformat("minutes"),
        languages=languages,
        accent=accent,
        venue_capacity=capacity,
        venue_policy=_rule(base, answers),
        rooms=[*base.rooms, *setup.rooms_named(_rooms(answers), SystemChance(), taken=base.rooms)],
        printers=_printers(base, answers, event_file, like),
    )


def _rule(base: NewEvent, answers: Answers) -> Policy:
    if answers.given["rule"] is None and not answers.asks_details:
        return base.venue_policy
    if answers.given["rule"] is None:
        click.echo("Who may come in at the entrance?")
        for name in PRESETS:
            click.echo(f"  {name:<12} {RULES[name]}")
    return PRESETS[answers.needed("rule", "Entry rule", next(iter(PRESETS)), details.preset_of)]


def _rooms(answers: Answers) -> list[tuple[str, int | None]]:
    rooms = [details.room_of(typed) for typed in answers.given["room"]]
    if rooms or not answers.asks_details:
        return rooms
    click.echo("Rooms come with a schedule, too. Type a name, or a name: how many it holds.")
    while room := ask("Room (Enter: no more)", "", lambda typed: _new_room(typed, rooms)):
        rooms.append(room)
    return rooms


def _new_room(typed: str, known: Sequence[tuple[str, int | None]]) -> tuple[str, int | None] | None:
    if not typed.strip():
        return None
    room = details.room_of(typed)
    setup.rooms_named([*known, room], SystemChance())
    return room


def _printers(base: NewEvent, answers: Answers, event_file: Path, like: Path | None) -> list[Printer]:
    """The first printer; those of the event that this one is made after, where none is given."""
    if answers.given["printer"] is None and like is not None:
        return [_moved(printer, like, event_file) for printer in base.printers]
    question = "Printer: a folder for pictures of badges, ipp://..., or none"
    made = answers.needed("printer", question, str(_badges(event_file)), printer_of)
    return [] if made is None else [made]


def printer_of(typed: str) -> Printer | None:
    """The printer that an answer names. Raises BadInput for an address that is none."""
    text = typed.strip()
    if text.lower() == "none":
        return None
    if "://" not in text:
        folder = Path(text).expanduser().absolute()
        if not text or (folder.exists() and not folder.is_dir()):
            raise BadInput(f"“{text}” is no folder.", "Name a folder; it is made when it is not there.")
        return Printer("folder", "Entrance printer", "folder", {"folder": str(folder)}, PRINTERS)
    try:
        kinds()["ipp"]({"uri": text})
    except OptionError:
        raise BadInput(f"“{text}” is no address of a printer.", "Write it as ipp://host/path.") from None
    return Printer("ipp", "Entrance printer", "ipp", {"uri": text}, PRINTERS)


def _moved(printer: Printer, like: Path, event_file: Path) -> Printer:
    """The folder beside last year's file becomes one beside the new file: else their badges would lie together."""
    if printer.options.get("folder") != str(_badges(like)):
        return printer
    return replace(printer, options={**printer.options, "folder": str(_badges(event_file))})


def _badges(event_file: Path) -> Path:
    return event_file.absolute().with_name(f"{event_file.stem}-badges")


def _account_name(typed: str) -> str:
    return details.name_of(typed, "coordinator", access.MAX_NAME)


def _password(file: Path | None, is_silent: bool) -> str:
    """The coordinator's password; empty where nobody is asked: then a one-time link signs in."""
    if file is not None:
        return _first_line(file)
    while not is_silent:
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same again")
        try:
            access.check_password(typed)
        except BadInput as problem:
            click.echo(f"{problem.message} {problem.remedy}")
        else:
            return typed
    return ""


def _first_line(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(f"{file} cannot be read as text.", "Name a file whose first line is the password.") from problem
    access.check_password(lines[0] if lines else "")
    return lines[0]


def machine_time_zone() -> str:
    """The time zone that this machine is set to; UTC where it does not say."""
    local = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    said = Path("/etc/timezone").read_text(encoding="utf-8").strip() if Path("/etc/timezone").is_file() else ""
    return next((zone for zone in (os.environ.get("TZ", ""), local, said) if zone in _ZONES), "UTC")


def _refuse_taken(event_file: Path) -> None:
    """Before the questions: an answer that took an evening must not end in `exists already`."""
    if event_file.exists():
        raise EventFileError(f"{event_file} exists already", "Choose another name, or move the file away first.")
    if not os.access(event_file.absolute().parent, os.W_OK | os.X_OK):
        raise EventFileError(f"Nothing can be written to {event_file.absolute().parent}", "Name another folder for it.")


def _make(event_file: Path, wanted: NewEvent, coordinator: str, password: str) -> None:
    """All of it, or no file."""
    database.create(event_file)
    with database.whole_or_none(event_file), opened(event_file) as event:
        now, chance = system_clock(), SystemChance()
        setup.create(event, wanted, now, chance)
        access.add_account(event, coordinator, Role.COORDINATOR, password, now, chance)


def _tell(event_file: Path, wanted: NewEvent, coordinator: str, has_password: bool) -> None:
    days = wanted.days[0] if len(wanted.days) == 1 else f"{len(wanted.days)} days from {wanted.days[0]}"
    lines = [f"{event_file}: {wanted.name}, {days}, {wanted.time_zone}. It is a rehearsal until you open it."]
    if wanted.days[-1] < system_clock().date().isoformat():
        lines.append("All of its days are over: tickets for certain days admit nobody.")
    lines.append(f"Bring people: turnout import attendees {event_file} LIST.csv; turnout import schedule does rooms.")
    how = "with your password" if has_password else "by the link that it shows"
    lines.append(f"Then serve it: turnout serve {event_file}; sign in as {coordinator} {how}.")
    console = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
    for line in lines:
        console.print(line)
