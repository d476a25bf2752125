"""The steps of docs/adding.md and the names in docs/architecture.md are those of the code; their examples work."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from documents import ROOT, code_words, examples, section, text_of
from factories import NOW, seeded

from turnout.domain.admission import Reason
from turnout.domain.model import AttendeeRow, RowProblem
from turnout.formats.readers import find_reader, installed_readers
from turnout.services.event import Event
from turnout.web.app import create_app

ADDING = text_of("docs/adding.md")
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("turnout", "badges", "kiosk", "dashboard", "tests/domain")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".ts", ".tsx"} and "static" not in path.parts
)
SETTINGS = "\n".join(map(text_of, ("pyproject.toml", "tsconfig.json", "vite.config.mjs", "build.mjs", "Makefile")))
NAME = re.compile(r"_?[A-Za-z]\w*(?:\.[A-Za-z_]\w*)*")
OF_OTHERS = {"import", "dir", "UPDATE", "DELETE", "INSERT", "BEGIN", "COMMIT"}
"""Words of Python, HTML and SQL."""


def names_in(document: str) -> list[str]:
    """What a document names in code style and the code must know: functions, classes, constants."""
    words = {re.sub(r"[({].*$", "", word).split(" ")[0] for word in code_words(text_of(document))}
    return sorted(
        word for word in words if NAME.fullmatch(word) and word not in OF_OTHERS and "no_accreditation" not in word
    )


@pytest.mark.parametrize(
    ("document", "name"), [(d, n) for d in ("docs/adding.md", "docs/architecture.md") for n in names_in(d)]
)
def test_a_name_is_one_of_the_code(document: str, name: str) -> None:
    last = re.escape(name.rpartition(".")[2])
    is_written = re.search(rf"(?<![\w.]){re.escape(name)}\b", SOURCES + SETTINGS)
    is_defined = re.search(
        rf"\b(?:def|class|const|function|interface) {last}\b|^\s*{last}\b\s*[:=]", SOURCES, re.MULTILINE
    )
    assert is_defined or is_written or (ROOT / name).exists()


def test_the_languages_told_are_the_kiosk_s() -> None:
    (line,) = re.findall(r"^The kiosk speaks .*$", section(ADDING, "## A language"), re.MULTILINE)
    files = (ROOT / "kiosk" / "translations").glob("*.json")
    assert sorted(code_words(line)) == sorted(file.stem for file in files)


def test_the_step_of_a_refusal_s_words_names_every_language_of_the_kiosk() -> None:
    steps = section(ADDING, "## A refusal reason")
    missing = [path for path in (ROOT / "kiosk" / "translations").glob("*.json") if f"{path.stem}.json" not in steps]
    assert missing == []


@pytest.mark.parametrize("language", sorted(path.stem for path in (ROOT / "kiosk" / "translations").glob("*.json")))
def test_the_words_of_a_refusal_are_called_as_the_steps_say(language: str) -> None:
    words = json.loads(text_of(f"kiosk/translations/{language}.json"))
    assert {f"refused.{reason}.{part}" for reason in Reason for part in ("title", "next")} <= words.keys()


def test_the_pages_know_every_reason() -> None:
    listed = re.search(r"export const REASONS = \[(.*?)\]", text_of("turnout/web/client/scans.ts"), re.DOTALL)
    assert listed is not None
    assert sorted(re.findall(r'"(\w+)"', listed[1])) == sorted(Reason)


def test_the_example_reader_is_found_and_reads(tmp_path: Path) -> None:
    module: dict[str, Any] = {}
    exec(examples(section(ADDING, "## A file format"), "python")[0], module)
    people = tmp_path / "people.jsonl"
    people.write_text('{"name": "Ada", "ticket": "X1"}\n{"nobody": 1}\n', encoding="utf-8")
    reader = find_reader(people, [*installed_readers(), module["READER"]])
    assert reader == module["READER"]
    assert list(reader.read(people, reader.recognise(people))) == [
        AttendeeRow(1, "Ada", code="X1"),
        RowProblem(2, "The line has no name.", "Write it as the others are."),
    ]


def test_the_example_face_adds_its_page_for_its_roles(event: Event) -> None:
    module: dict[str, Any] = {"__name__": __name__}  # Flask asks where the code stands
    exec(examples(section(ADDING, "## A face"), "python")[0], module)
    house = create_app(event.file, lambda: NOW, seeded(), "command").house
    module["face"](house)
    client = house.app.test_client()
    assert client.get("/inside").status_code == 401
    assert client.get("/inside", headers={"Authorization": "Bearer command"}).get_json() == {"inside": 0}
