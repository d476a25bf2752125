"""A folder of personal data that appears under its name only when it is whole, and that others cannot read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from turnout.domain.errors import TurnoutError
from turnout.formats.new_file import not_written


class NewFolder:
    """A folder being filled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, name: str, content: bytes) -> None:
        """Add a file. Raises FileExistsError for a name that is taken."""
        descriptor = os.open(self.path / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)


@contextmanager
def new_folder(target: Path, *, known_by: str, overwrite: bool) -> Iterator[NewFolder]:
    """Fill a folder beside `target`, and give it its name at the end; whatever fails leaves nothing behind.

    `overwrite` replaces a folder as a whole, but only one with a file called `known_by` in it: nobody's pictures go
    because of a mistyped name. Raises TurnoutError when something stands there already that may not be replaced,
    or when the disk refuses.
    """
    _refuse_to_lose(target, known_by, overwrite)
    partial, old = (target.with_name(target.name + ending) for ending in (".partial", ".replaced"))
    try:
        try:
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(0o700)
            yield NewFolder(partial)
            os.sync()  # once for all of them: an fsync a file is 20 ms on an SD card, two thousand times
            if target.exists():
                target.rename(old)
            partial.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except OSError as problem:
        raise not_written(target, problem) from problem


def _refuse_to_lose(target: Path, known_by: str, overwrite: bool) -> None:
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not overwrite:
        raise TurnoutError(f"{target} exists already", "Choose another name, or add `--force`.", code="file_exists")
    if not (target / known_by).is_file():
        raise TurnoutError(
            f"{target} holds something else: there is no {known_by} in it",
            "Name a new folder. Nothing was changed.",
            code="file_exists",
        )
