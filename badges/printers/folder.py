"""A folder as printer: one PNG a job. The default, and what rehearsals and tests look at."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from badges.printers import Confirms, Failed, Job, OptionError, Outcome, Printed, Status, required_text, whole_number

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")


class FolderPrinter:
    """Options: `folder` (made when it is not there), `dpi` (300).

    A file appears under its name only when it is whole; the same job again replaces its file.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._folder = Path(required_text(options, "folder", "run/badges"))
        self._dpi = whole_number(options, "dpi", 300)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OptionError(f"option folder: {self._folder} cannot be made: {error.strerror}") from error

    def dpi(self) -> int:
        return self._dpi

    def confirms(self) -> Confirms:
        return "badge"

    def status(self) -> Status:
        if not os.access(self._folder, os.W_OK | os.X_OK):
            return Status("fault", f"cannot write into {self._folder}")
        return Status("ready")

    def print(self, job: Job, accepted: Callable[[], None]) -> Outcome:
        if not _ID.fullmatch(job.id):  # it becomes a file name: never let one climb out of the folder
            return Failed("bad_job_id")
        accepted()
        try:
            self._write(job)
        except OSError as error:
            return Failed(f"cannot write: {error.strerror}")
        return Printed()

    def _write(self, job: Job) -> None:
        part = self._folder / f".{job.id}.part"
        with part.open("wb") as file:
            job.image.save(file, "png", compress_level=1, dpi=(job.dpi, job.dpi))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._folder / f"{job.id}.png")
