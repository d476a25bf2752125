"""The documents of this project, taken apart: tables by their heading, words in code style, links."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "deploy" / "raspi" / "README.md", *(ROOT / "docs").glob("*.md")])

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def text_of(name: str) -> str:
    """A document by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def prose_of(text: str) -> str:
    """A document without its fenced blocks."""
    return _FENCED.sub("", text)


def examples(text: str, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return [code for found, code in _FENCED.findall(text) if found == language]


def section(text: str, heading: str) -> str:
    """What stands under a heading, down to the next of its kind. Raises ValueError for one that is not there."""
    parts = re.split(rf"^{re.escape(heading)}$", text, flags=re.MULTILINE)
    if len(parts) != 2:
        raise ValueError(f"{heading!r} stands {len(parts) - 1} times in the document")
    level = heading.partition(" ")[0]
    return re.split(rf"^{level} ", parts[1], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of every table row, heads and rules left out."""
    found = []
    lines = text.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_head = following.startswith("| ---")
        if line.startswith("| ") and not line.startswith("| ---") and not is_head:
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def code_words(text: str) -> list[str]:
    """What stands between single backquotes."""
    return re.findall(r"`([^`\n]+)`", prose_of(text))


def anchors(text: str) -> set[str]:
    """The fragments by which a document's headings are reached: lower case, spaces as hyphens, marks left out."""
    headings = re.findall(r"^#+ (.+)$", prose_of(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
