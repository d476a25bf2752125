"""A file of personal data that appears under its name only when it is whole, and that others cannot read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from turnout.domain.errors import TurnoutError


@contextmanager
def new_file(target: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """Write beside `target`, and give the file its name at the end; whatever fails leaves nothing behind.

    Raises TurnoutError when something stands there already and may not be overwritten, or when the disk refuses.
    """
    if target.is_dir():
        raise TurnoutError(f"{target} is a folder", "Name a file in it.", code="file_exists")
    if target.exists() and not overwrite:
        raise TurnoutError(f"{target} exists already", "Choose another name, or add `--force`.", code="file_exists")
    partial = target.with_name(target.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(descriptor)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as problem:
        raise not_written(target, problem) from problem


def not_written(target: Path, problem: OSError) -> TurnoutError:
    """What is told of a file or folder that could not be made."""
    return TurnoutError(
        f"{target} could not be written ({problem.strerror or problem})",
        "See that there is room for it and that this user may write there, or name another folder.",
        code="not_written",
    )
