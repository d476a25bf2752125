"""docs/badges.md says what the code knows, and its examples work."""

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from badges.layout import (
    Align,
    Case,
    Fold,
    Ink,
    Pattern,
    Side,
    Tones,
    VerticalAlign,
    bundled_names,
    parse,
)
from badges.layout_elements import KINDS
from badges.layout_sizes import ENDLESS, SIZES
from badges.printers import State, kinds
from badges.printers.flaky import FAULTS
from badges.spooler.__main__ import TOKEN_VARIABLE

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "badges.md").read_text(encoding="utf-8")
OPTION = re.compile(r'(?:options\.get\(|options\[|\(options, )"(\w+)"')


def keys() -> set[str]:
    return {field.name.rstrip("_") for element in KINDS.values() for field in fields(element)}


def words() -> set[str]:
    choices = (Align, VerticalAlign, Ink, Case, Side, Fold, Pattern, Tones, State)
    chosen = {word for choice in choices for word in get_args(choice)} | set(SIZES) | set(ENDLESS)
    return chosen | set(filter(None, FAULTS)) | set(kinds()) | set(bundled_names())


def options() -> set[str]:
    sources = (ROOT / "badges" / "printers").glob("*.py")
    return {option for source in sources for option in OPTION.findall(source.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("word", sorted(keys() | words() | options()))
def test_every_key_choice_option_and_fault_is_described(word: str) -> None:
    assert f"`{word}`" in DOC


def test_there_are_options_to_look_for() -> None:
    assert options() >= {"folder", "dpi", "uri", "patience_s", "switch"}


def test_label_sizes_are_told_as_they_are() -> None:
    told = dict(re.findall(r"^\| `([^`]+)` \| ([\d.]+ x [\d.]+) \|$", DOC, re.MULTILINE))
    assert told == {name: f"{width:g} x {height:g}" for name, (width, height) in SIZES.items()}


def test_the_token_s_variable_and_the_layouts_folder_are_named() -> None:
    assert TOKEN_VARIABLE in DOC
    assert "`badges/layouts/`" in DOC


def test_the_example_layout_is_one() -> None:
    example = re.findall(r"```toml\n(\[label\].*?)```", DOC, re.DOTALL)
    assert [parse(toml).name for toml in example] == ["Small"]


def test_the_example_driver_is_one() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", DOC, re.DOTALL)
    module: dict[str, type] = {}
    exec(code, module)
    printer = module["MyPrinter"]({"device": "/dev/null"})
    assert (printer.dpi(), printer.status().state) == (203, "ready")
