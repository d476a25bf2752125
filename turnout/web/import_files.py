"""Files that a coordinator brings in on a page: kept in private, worked through by processes of their own.

What is known of them is what a browser is doing right now, nothing of the event: it ends with the server, and so do
the files.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import gevent
import structlog
from gevent import subprocess
from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from turnout.domain.errors import BadInput, Conflict, NotFound, TurnoutError
from turnout.domain.model import Schedule
from turnout.services import recognising
from turnout.services import schedule as schedules
from turnout.services.event import Caller
from turnout.services.importing import Choices, DirectRegister, Plan
from turnout.web.errors import described
from turnout.web.house import House
from turnout.web.import_file import ImportFile, State

MAX_BYTES = 200 * 1024 * 1024
MOST_FILES = 4
ABANDONED_AFTER_S = 3600.0
_PIECE = 64 * 1024
_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".json")
_SCHEDULE = TypeAdapter(Schedule)
_log = structlog.get_logger()


class ImportFiles:
    """The files in hand. What an earlier server left behind is removed when this one is made."""

    def __init__(self, house: House) -> None:
        self._house = house
        event_file = house.event.file.path.absolute()
        self._event_file = event_file
        self._folder = event_file.with_name(f"{event_file.name}.imports")
        self._files: dict[str, ImportFile] = {}
        shutil.rmtree(self._folder, ignore_errors=True)

    def receive(self, name: str, stream: IO[bytes], length: int) -> ImportFile:
        """Keep a file of so many bytes, and begin to recognise it. Raises BadInput, or Conflict when there are many."""
        self._make_room()
        ending = Path(name).suffix.lower()
        file_id = self._house.chance.new_id()
        path = self._folder / f"{file_id}{ending if ending in _ENDINGS else ''}"
        file = self._files[file_id] = ImportFile(file_id, name, path)
        try:
            if not self._folder.exists():
                self._folder.mkdir(mode=0o700)
                gevent.spawn(self._remove_at_end)
            _keep(stream, length, path, lambda: self._touch(file))
        except BaseException:
            self.remove(file_id)
            raise
        self._work(file, {"step": "recognise"}, State.READING, lambda: self._recognised(file))
        return file

    def get(self, file_id: str) -> ImportFile:
        """Raises NotFound for one that is over."""
        file = self._files.get(file_id)
        if file is None:
            raise NotFound("This import is over.", "Choose the file again.", code="no_import_file")
        self._touch(file)
        return file

    def check(self, file_id: str, columns: dict[str, str], choices: Choices) -> ImportFile:
        """Begin a dry run. Raises Conflict while something else goes on."""
        file = self._idle(file_id, State.READY, State.CHECKED, State.FAILED)
        if file.found.get("kind") != "attendees":
            raise Conflict("This file is no list of attendees.", "Import it as it is.", code="not_a_list")
        file.columns, file.choices = columns, choices
        self._work(file, self._task(file, "check"), State.CHECKING, lambda: file.go_into(State.CHECKED))
        return file

    def run(self, file_id: str, by: Caller, *, is_confirmed: bool) -> ImportFile:
        """Begin the import that was checked, or of a schedule. Raises Conflict while something else goes on."""
        file = self._idle(file_id, State.READY, State.CHECKED)
        if file.found.get("kind") == "schedule":
            self._publish_schedule(file, by)
        elif file.state is State.CHECKED:
            register = DirectRegister(self._house.event, by, self._house.now(), self._house.chance)
            batch = register.begin()
            task = {**self._task(file, "stage"), "batch": batch, "is_confirmed": is_confirmed}
            self._work(
                file,
                task,
                State.IMPORTING,
                lambda: self._publish(file, register, batch, by),
                lambda: register.discard(batch),
            )
        else:
            raise Conflict("This list has not been checked.", "Check it first.", code="not_checked")
        return file

    def remove(self, file_id: str) -> None:
        """Cancel whatever goes on, and forget the file."""
        file = self._files.pop(file_id, None)
        if file is None:
            return
        self._stop_timer(file)
        if file.process is not None:
            file.process.kill()
        for path in (file.path, file.report):
            path.unlink(missing_ok=True)

    def _make_room(self) -> None:
        """Forget the oldest that is over: without this four pages that were closed would hold up every import."""
        if len(self._files) < MOST_FILES:
            return
        over = [file.id for file in self._files.values() if file.is_over]
        if not over:
            raise Conflict("Other files are being imported.", "Finish or cancel those first.", code="too_many_files")
        self.remove(over[0])

    def _touch(self, file: ImportFile) -> None:
        self._stop_timer(file)
        file.timer = gevent.spawn_later(ABANDONED_AFTER_S, self.remove, file.id)

    @staticmethod
    def _stop_timer(file: ImportFile) -> None:
        if file.timer is not None and file.timer is not gevent.getcurrent():
            file.timer.kill(block=False)

    def _remove_at_end(self) -> None:
        self._house.stopping.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _idle(self, file_id: str, *states: State) -> ImportFile:
        file = self.get(file_id)
        if file.state not in states or not file.found:
            raise Conflict("Not now: this import is in another step.", "Look at the page again.", code="other_step")
        return file

    @staticmethod
    def _task(file: ImportFile, step: str) -> dict[str, Any]:
        return {"step": step, "columns": file.columns, "report": str(file.report), **asdict(file.choices)}

    def _work(
        self,
        file: ImportFile,
        task: dict[str, Any],
        state: State,
        then: Callable[[], None],
        undo: Callable[[], None] = lambda: None,
    ) -> None:
        file.state, file.counts, file.error = state, {}, None
        words = {**task, "source": str(file.path), "event_file": str(self._event_file)}
        gevent.spawn(self._follow, file, words, then, undo)

    def _follow(
        self, file: ImportFile, task: dict[str, Any], then: Callable[[], None], undo: Callable[[], None]
    ) -> None:
        """Let a process do the task; then go on, or undo what it began. The page hears of a failure before that: on a
        full disk nothing can be undone either.
        """
        error = self._attempt(file, task, then)
        file.process = None
        if error is not None:
            file.fail(error)
            undo()

    def _attempt(self, file: ImportFile, task: dict[str, Any], then: Callable[[], None]) -> dict[str, str] | None:
        """What went wrong, as the page is told it; None when nothing did."""
        try:
            with _importer() as file.process:
                file.process.stdin.write(to_json(task) + b"\n")
                file.process.stdin.flush()
                is_done = any(file.hear(from_json(line)) for line in file.process.stdout)
            if not is_done or file.id not in self._files:
                return file.error or {"code": "cancelled", "message": "The import was cancelled.", "remedy": ""}
            then()
        except TurnoutError as problem:
            return {"code": problem.code, "message": problem.message, "remedy": problem.remedy}
        except Exception as problem:  # noqa: BLE001 - the page must hear of it, and nobody else is there to
            _log.error("import_failed", **described(problem))
            return {"code": "internal", "message": "The server failed at this.", "remedy": "Try again."}
        return None

    def _recognised(self, file: ImportFile) -> None:
        file.found = file.result
        file.go_into(State.READY)

    def _publish(self, file: ImportFile, register: DirectRegister, batch: int, by: Caller) -> None:
        house = self._house
        register.publish(batch, Plan(**file.counts), file.choices)
        if corrections := file.result["corrections"]:
            recognising.remember(house.event, file.result["headers_key"], corrections, by, house.now(), house.chance)
        self._done(file)

    def _publish_schedule(self, file: ImportFile, by: Caller) -> None:
        house = self._house
        wanted = _SCHEDULE.validate_python(file.found["schedule"])
        if not wanted.sessions:
            raise BadInput("This file has no session that can be taken.", "Look at its problems.")
        file.counts = asdict(schedules.publish(house.event, wanted, by, house.now(), house.chance))
        self._done(file)

    def _done(self, file: ImportFile) -> None:
        """The rows are not needed any more; the page may look at what happened a while longer."""
        file.go_into(State.DONE)
        file.path.unlink(missing_ok=True)


def _importer() -> Any:
    """A process that does one task: told on its input, which it also watches for our end."""
    command = [sys.executable, "-m", "turnout.importer"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _keep(stream: IO[bytes], length: int, path: Path, touch: Callable[[], None]) -> None:
    """`touch` is called before each piece. Raises BadInput when what comes is not what was announced."""
    got = 0
    touch()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := stream.read(_PIECE):
            touch()
            got += len(piece)
            file.write(piece)
    if not got or got != length:
        raise BadInput("The file is empty, or did not arrive whole.", "Choose it again.", code="not_whole")
