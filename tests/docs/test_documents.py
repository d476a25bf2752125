"""Every document: its links lead somewhere, the files it names are there, and it speaks of no other machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from documents import DOCUMENTS, ROOT, anchors, code_words, name_of, prose_of, rows, section, text_of

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HOST = re.compile(r"https?://([\w.-]+)|\b((?:[\w-]+\.)+(?:com|org|net|io|dev))\b")
ABSOLUTE = re.compile(r"(?<![\w./:~*\])}>-])/([a-z][\w-]*)")
FILE = re.compile(r"(?<![\w./~-])[\w-]+(?:/[\w.-]+)+\.(?:py|ts|tsx|mjs|json|toml|css|md|sh|lock|service)")

KNOWN_HOSTS = {
    "localhost",
    "turnout.local",
    "label-printer.local",
    "example.org",
    "checkin.example.org",
    "alf.io",  # a product that is called so
    "socket.io",  # the same
}
KNOWN_ROOTS = {
    "agent", "api", "badges", "kiosk", "dashboard", "stations", "desk", "drawer", "paper", "pin", "printers", "rooms",
    "setup", "sign-in", "import", "healthz", "readyz", "inside", "etc", "opt", "var", "usr", "dev", "ipp",
}  # fmt: skip
MADE_LATER = {
    "badges/printers/mine.py": "an example",
    "tests/badges/test_mine.py": "an example",
    "kiosk/translations/fi.json": "an example",
    "turnout/paper/translations/fi.json": "an example",
    "turnout/formats/attendees_json_lines.py": "an example",
    "tests/formats/test_attendees_json_lines.py": "an example",
}


def every_link() -> list[tuple[Path, str]]:
    return [(document, target) for document in DOCUMENTS for target in LINK.findall(prose_of(document.read_text()))]


@pytest.mark.parametrize(("document", "target"), [pytest.param(d, t, id=f"{name_of(d)}-{t}") for d, t in every_link()])
def test_a_link_leads_somewhere(document: Path, target: str) -> None:
    path, _, fragment = target.partition("#")
    found = (document.parent / path).resolve() if path else document
    assert found.is_relative_to(ROOT)
    assert found.exists()
    if fragment:
        assert fragment in anchors(found.read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_file_that_is_named_is_there(document: Path) -> None:
    named = {found for word in code_words(document.read_text(encoding="utf-8")) for found in FILE.findall(word)}
    beside = {name for name in named if (ROOT / name).exists() or (document.parent / name).exists()}
    assert named - beside - MADE_LATER.keys() == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_no_other_machine_is_named(document: Path) -> None:
    hosts = {url or bare for url, bare in HOST.findall(document.read_text(encoding="utf-8"))}
    assert hosts - KNOWN_HOSTS == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_no_folder_of_somebody_s_machine_is_named(document: Path) -> None:
    roots = set(ABSOLUTE.findall(prose_of(document.read_text(encoding="utf-8"))))
    assert roots - KNOWN_ROOTS == set()


def test_every_document_is_reached_from_the_readme() -> None:
    reached = {(ROOT / target.partition("#")[0]).resolve() for target in LINK.findall(text_of("README.md"))}
    written = {document for document in DOCUMENTS if name_of(document) not in MADE_LATER}
    assert written - reached == {ROOT / "README.md"}


def test_the_readme_has_every_target_of_the_makefile() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", text_of("Makefile"), re.MULTILINE)
    told = [row[0].strip("`") for row in rows(section(text_of("README.md"), "## Targets"))]
    assert sorted(told) == sorted(f"make {target}" for target in targets)
