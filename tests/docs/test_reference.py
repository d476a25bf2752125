"""docs/reference.md says what the code knows: no more, no less."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import fields

import click
import pytest
from documents import code_words, rows, section, text_of
from factories import NOW, seeded

from badges.printers import kinds as printer_kinds
from kiosk.agent import __main__ as agent
from turnout.cli import main
from turnout.domain import facts
from turnout.domain.admission import OVERRIDABLE, SHORT_CODES, Caution, Reason
from turnout.domain.model import PRESETS, Role
from turnout.formats.readers import installed_readers
from turnout.services import setup_document
from turnout.services.event import Event
from turnout.services.snapshots import TOPICS
from turnout.store.settings import EventSettings
from turnout.web.app import create_app
from turnout.web.auth import roles_of
from turnout.web.topics import TOPIC_ROLES

REFERENCE = text_of("docs/reference.md")


def under(heading: str) -> list[list[str]]:
    return rows(section(REFERENCE, heading))


def first_words(table: Iterable[list[str]]) -> list[str]:
    return [row[0].strip("`") for row in table]


def named(allowed: Iterable[Role]) -> str:
    """Roles as the document writes them."""
    held = set(allowed)
    return "everybody" if Role.NOBODY in held else ", ".join(role for role in Role if role in held)


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


def usage(path: str, command: click.Command) -> str:
    arguments = [param.human_readable_name for param in command.params if isinstance(param, click.Argument)]
    return " ".join(["turnout", path, *arguments])


def options(command: click.Command) -> list[click.Option]:
    return [param for param in command.params if isinstance(param, click.Option)]


def option_row(flag: str) -> list[str]:
    (row,) = [row for row in under("## Commands") if f"`{flag}`" in row[0]]
    return row


def test_every_command_is_described_with_its_arguments() -> None:
    described = [word for word in first_words(under("## Commands")) if word.startswith("turnout ")]
    assert described == [usage(path, command) for path, command in commands(main)]


@pytest.mark.parametrize(
    ("path", "flag"),
    [(path, flag) for path, c in commands(main) for o in options(c) for flag in (*o.opts, *o.secondary_opts)],
)
def test_every_option_is_described_with_its_command(path: str, flag: str) -> None:
    assert path in option_row(flag)[1].split(", ")


@pytest.mark.parametrize(
    ("flag", "default"),
    [
        (option.opts[0], str(option.default))
        for _, command in commands(main)
        for option in options(command)
        if isinstance(option.default, str | int) and not option.is_flag
    ],
)
def test_every_default_is_the_one_described(flag: str, default: str) -> None:
    assert default in option_row(flag)[3]


def test_no_option_is_described_that_there_is_not() -> None:
    described = {word for row in under("## Commands") for word in code_words(row[0]) if word.startswith("--")}
    known = {flag for _, c in commands(main) for o in options(c) for flag in (*o.opts, *o.secondary_opts)}
    known |= {flag for action in agent.options_known()._actions for flag in action.option_strings}
    assert described - known == {"--version"}


def test_every_refusal_stands_there_with_its_code_and_who_may_set_it_aside() -> None:
    told = [row[:3] for row in under("## Refusals")]
    assert sorted(told) == sorted(
        [f"`{reason}`", SHORT_CODES[reason], "yes" if reason in OVERRIDABLE else "no"] for reason in Reason
    )


def test_every_caution_is_named_beside_the_refusals() -> None:
    assert {str(caution) for caution in Caution} <= set(code_words(section(REFERENCE, "## Refusals")))


def test_every_fact_stands_there_with_its_sentence() -> None:
    sentences = [[f"`{kind.KIND}`", (inspect.getdoc(kind) or "").splitlines()[0]] for kind in facts.kinds()]
    assert under("## Facts") == sentences


def test_every_topic_stands_there_with_its_roles() -> None:
    assert [row[:2] for row in under("## Topics")] == [
        [f"`{topic}`", named(TOPIC_ROLES[topic.partition(":")[0]])] for topic in TOPICS
    ]


def test_every_endpoint_stands_there_with_its_roles(event: Event) -> None:
    app = create_app(event.file, lambda: NOW, seeded(), "command").house.app
    rules = [rule for rule in app.url_map.iter_rules() if "static" not in rule.rule]
    endpoints = [
        [method, f"`{rule.rule}`", named(roles_of(app.view_functions[rule.endpoint]))]
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    assert sorted(row[:3] for row in under("## Endpoints")) == sorted(endpoints)


def test_every_folder_of_built_files_is_named(event: Event) -> None:
    app = create_app(event.file, lambda: NOW, seeded(), "command").house.app
    folders = {rule.rule.partition("<")[0] for rule in app.url_map.iter_rules() if "static" in rule.rule}
    assert folders <= set(code_words(section(REFERENCE, "## Endpoints")))


def test_every_setting_is_described() -> None:
    known = {*(field.name for field in fields(EventSettings)), *setup_document.SETTINGS}
    assert sorted(first_words(under("## Settings"))) == sorted(known)


def test_every_role_is_described() -> None:
    assert first_words(under("## Roles")) == [str(role) for role in Role]


def test_every_entry_rule_is_described() -> None:
    assert first_words(under("## Entry rules")) == list(PRESETS)


def test_every_format_is_described() -> None:
    assert first_words(under("## Formats")) == [reader.name for reader in installed_readers()]


def test_every_printer_kind_is_named_here_and_described_with_the_badges() -> None:
    assert set(printer_kinds()) <= set(code_words(section(REFERENCE, "## Spooler")))
    assert set(printer_kinds()) <= set(first_words(rows(section(text_of("docs/badges.md"), "## Printers"))))
