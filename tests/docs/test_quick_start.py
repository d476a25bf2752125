"""docs/quick-start.md: its commands are commands, and what it says one sees is what the program says."""

from __future__ import annotations

import json
import re
import shlex

import pytest
from documents import ROOT, code_words, rows, section, text_of

from turnout.cli import main

QUICK_START = text_of("docs/quick-start.md")
SEEN = [row[0] for row in rows(section(QUICK_START, "## When something fails"))]
COMMANDS = [
    line.strip()
    for line in QUICK_START.splitlines()
    if line.lstrip().startswith("turnout ") and line.startswith("    ")
]
PYTHON = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "turnout").rglob("*.py")))
TEXTS = {
    text
    for name in ("kiosk/translations/en.json", "dashboard/translations/en.json")
    for text in json.loads(text_of(name)).values()
}
MESSAGES = [word for cell in SEEN for word in code_words(cell) if " " in word and not word.startswith("turnout ")]
VARYING = re.compile(r"^(?:mine\.db|\.\.\.|Port 8080 on 127\.0\.0\.1) ")


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_one_that_can_be_given(line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    command = main
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    context = command.make_context("turnout", [*words, "--password", "x" * 8] if "account" in line else words)
    assert context.command is command


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_is_one_of_the_program_s(message: str) -> None:
    assert VARYING.sub("", message) in PYTHON


@pytest.mark.parametrize("text", [text for cell in SEEN for text in re.findall(r'"([^"]+)"', cell)])
def test_a_text_of_a_page_is_one_of_its_words(text: str) -> None:
    assert text in TEXTS


EVENING = section(QUICK_START, "## From nothing to an open door").partition("\n### ")[0]


@pytest.mark.parametrize("label", ["New code", *re.findall(r'"([^"]+)"', EVENING)])
def test_a_button_that_one_is_told_to_choose_is_there(label: str) -> None:
    assert label in QUICK_START
    assert label in TEXTS


def test_the_evening_goes_from_nothing_to_an_open_door_in_order() -> None:
    steps = re.findall(r"^(\d+)\. ", EVENING, re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    said = [
        EVENING.index(words)
        for words in ("turnout new", "turnout serve", '"Import"', '"Pair a kiosk"', '"Open the event"')
    ]
    assert said == sorted(said)
