"""Built files of a face: from an entry's name to its addresses, by Vite's manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from turnout.domain.errors import TurnoutError


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page loads: one module script and its style sheets."""

    script: str
    styles: tuple[str, ...]


@lru_cache
def entry(static_folder: Path, url: str, name: str) -> Entry:
    """The addresses of an entry, such as `board.tsx`. Raises TurnoutError when the pages are not built."""
    path = static_folder / "manifest.json"
    if not path.is_file():
        raise TurnoutError("The pages are not built.", "Run `make build` in the checkout.", code="not_built")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    styles: list[str] = []
    _collect_styles(manifest, name, styles, set())
    return Entry(f"{url}/{manifest[name]['file']}", tuple(f"{url}/{style}" for style in styles))


def _collect_styles(manifest: dict[str, dict[str, list[str]]], name: str, found: list[str], seen: set[str]) -> None:
    if name in seen:
        return
    seen.add(name)
    for imported in manifest[name].get("imports", []):
        _collect_styles(manifest, imported, found, seen)
    found.extend(style for style in manifest[name].get("css", []) if style not in found)
