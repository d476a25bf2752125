"""docs/dependencies.md has every direct dependency, with the licence that its package states, and nothing else."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import metadata

import pytest
from documents import ROOT, code_words, rows, section, text_of

DOCUMENT = text_of("docs/dependencies.md")
PYPROJECT = tomllib.loads(text_of("pyproject.toml"))
GROUPS = {
    "## At run time": PYPROJECT["project"]["dependencies"],
    "## To build": PYPROJECT["dependency-groups"]["build"],
    "## To develop": PYPROJECT["dependency-groups"]["dev"],
    "## Pages": list(json.loads(text_of("package.json"))["devDependencies"]),
}


def name_in(requirement: str) -> str:
    """`python-socketio[client]>=5.18` is python-socketio; a scope stays."""
    return re.split(r"[\[<>=~;]", requirement)[0]


def table(heading: str) -> list[list[str]]:
    return rows(section(DOCUMENT, heading))


def licence_of(package: str) -> str:
    """What an installed Python package says of its licence, in whichever of the three places it says it."""
    said = metadata(package)
    classifiers = [line for line in said.get_all("Classifier") or [] if line.startswith("License")]
    return " ".join([said.get("License-Expression") or "", said.get("License") or "", *classifiers])


@pytest.mark.parametrize("heading", GROUPS)
def test_every_dependency_has_its_place_and_no_other_is_there(heading: str) -> None:
    told = [word for row in table(heading) for word in code_words(row[0])]
    assert sorted(told) == sorted(name_in(requirement) for requirement in GROUPS[heading])


@pytest.mark.parametrize("heading", GROUPS)
def test_every_row_says_what_for_its_licence_and_what_was_weighed_against_it(heading: str) -> None:
    assert [row[0] for row in table(heading) if len(row) != 4 or not all(row)] == []


@pytest.mark.parametrize(
    ("package", "licence"),
    [(word, row[2]) for heading in list(GROUPS)[:3] for row in table(heading) for word in code_words(row[0])],
)
def test_a_python_package_states_the_licence_that_is_told(package: str, licence: str) -> None:
    families = re.findall(r"MIT|BSD|Apache|MPL|LGPL", licence)
    stated = licence_of(package).replace("Permission is hereby granted, free of charge", "MIT")
    assert families
    assert [family for family in families if family not in stated] == []
    assert "GPL" not in licence_of(package).replace("LGPL", "")
    assert ("LGPL" in licence_of(package)) == (package == "zeroconf")  # used unchanged, and by a process of its own


@pytest.mark.parametrize(
    ("package", "licence"), [(word, row[2]) for row in table("## Pages") for word in code_words(row[0])]
)
def test_an_npm_package_states_the_licence_that_is_told(package: str, licence: str) -> None:
    locked = json.loads(text_of("package-lock.json"))["packages"][f"node_modules/{package}"]
    assert locked["license"].replace(" AND ", " and ") == licence


def test_nothing_that_npm_locks_is_under_the_gpl() -> None:
    locked = json.loads(text_of("package-lock.json"))["packages"]
    assert [path for path, package in locked.items() if "GPL" in str(package.get("license"))] == []


def test_every_debian_package_of_the_tests_is_told() -> None:
    wanted = re.search(r"^TEST_PACKAGES := (.*?)[^\\]$", text_of("Makefile"), re.MULTILINE | re.DOTALL)
    assert wanted is not None
    names = wanted[0].partition(":=")[2].replace("\\", " ").split()
    assert set(names) <= {word for row in table("## Debian packages") for word in code_words(row[0])}


def test_every_debian_package_of_a_kiosk_is_told() -> None:
    script = (ROOT / "deploy" / "raspi" / "install.sh").read_text(encoding="utf-8")
    kiosk = re.search(r"KIOSK_PACKAGES=\((.*?)\)", script, re.DOTALL)
    assert kiosk is not None
    assert set(kiosk[1].split()) <= set(code_words(section(DOCUMENT, "## Debian packages")))
