"""What the columns of a list hold: shown, corrected with `--column`, and remembered for the next list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from turnout.cli.opened import event_or_server
from turnout.domain.errors import BadInput
from turnout.domain.model import Role
from turnout.formats.attendee_words import Field
from turnout.formats.recognition import Recognition, find_header
from turnout.remote import Remote
from turnout.services import recognising
from turnout.services.chance import SystemChance
from turnout.services.event import Caller
from turnout.web.house import system_clock

HELP = 'Which column holds a field: name="Full name", or code= for none. May be repeated, and is remembered.'
_SHORTER = {"name": Field.FULL_NAME}


def parsed(corrections: Iterable[str], found: Recognition) -> dict[Field, str]:
    """Headers by field, from `FIELD=HEADER` as it is typed. Raises BadInput for a field or header there is none of."""
    typed = list(corrections)
    if typed and not found.headers and found.problems:
        problem = found.problems[0]  # a PDF has no columns, and that it is one says more
        raise BadInput(problem.reason, problem.remedy)
    return dict(_parsed(correction, found) for correction in typed)


def _parsed(correction: str, found: Recognition) -> tuple[Field, str]:
    word, is_there, text = correction.partition("=")
    name = "_".join(word.strip().lower().replace("-", " ").replace("_", " ").split())
    if not is_there or name not in {*Field, *_SHORTER}:
        raise BadInput(f"“{correction}” names no field.", f'Write name="Full name"; the fields are {", ".join(Field)}.')
    header = find_header(found, text) if text.strip() else ""
    if header is None:
        there = ", ".join(f"“{header}”" for header in dict.fromkeys(found.headers) if header)
        raise BadInput(f"The list has no column “{text}”.", f"Its columns are {there or 'not known'}.")
    return _SHORTER.get(name) or Field(name), header


def remember(event_file: Path, recognition: Recognition, corrections: Mapping[Field, str]) -> None:
    """Keep the corrections, through the running server where there is one."""
    columns = {str(name): header for name, header in corrections.items()}
    with event_or_server(event_file) as target:
        if isinstance(target, Remote):
            target.post("/imports/recognitions", {"headers_key": recognition.headers_key, "columns": columns})
        else:
            by = Caller("command", Role.COORDINATOR)
            recognising.remember(target, recognition.headers_key, columns, by, system_clock(), SystemChance())


def show(console: Console, recognition: Recognition, from_before: Collection[Field]) -> None:
    """The columns and where they were found; a line for what a person should look at."""
    where = f" in the sheet “{escape(recognition.sheet)}”" if recognition.sheet else ""
    table = Table("Field", "Column of the file", title=f"Recognised{where}")
    for name, header in recognition.columns.items():
        table.add_row(name.replace("_", " "), escape(header))
    console.print(table)
    if recognition.unused:
        console.print(f"Not used: {', '.join(recognition.unused)}", markup=False)
    if from_before:
        names = ", ".join(sorted(name.replace("_", " ") for name in from_before))
        console.print(f"As corrected before for lists with these headers: {names}.", markup=False)
    if not recognition.names_people:
        if recognition.headers:
            console.print('Say which column holds the names: --column name="..."', markup=False)
        return  # its problems are those of the import, and told there
    for problem in recognition.problems:
        console.print(f"{problem.reason} {problem.remedy}", markup=False)
