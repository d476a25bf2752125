"""Who holds an event file: `<file>.lock` says it, and the kernel keeps it true.

The lock is a flock, which ends with its process, however that ends. The file's text tells others where
the server answers, and holds the secret by which commands of the same user are let in.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from turnout.domain.errors import EventFileError
from turnout.store import database

_LENGTH = 1024  # bytes of the file
_NOBODY = b" " * _LENGTH
_TRIES, _BETWEEN_TRIES_S = 5, 0.02


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that has the event file open for writing. `url` is empty for a command."""

    pid: int
    url: str = ""
    token: str = ""


class Lock:
    """Held from the moment it is made until `release`, or the end of the process."""

    def __init__(self, event_file: Path) -> None:
        """Raises EventFileError when another process holds the file, and when it is not there or out of reach."""
        database.refuse_missing(event_file)  # else a wrong name leaves a lock of nothing behind
        self._descriptor = _opened(event_file, os.O_CREAT)
        if not _locked(self._descriptor):
            os.close(self._descriptor)
            raise EventFileError(
                f"{event_file} is in use by another Turnout",
                "Stop that one first, or name another event file.",
                code="in_use",
            )
        self.describe(Holder(os.getpid()))

    def describe(self, holder: Holder) -> None:
        """Say who holds it; replaces what was said before."""
        text = json.dumps(asdict(holder)).encode()
        os.pwrite(self._descriptor, text.ljust(_LENGTH), 0)  # one write of one length: nobody reads half of it

    def release(self) -> None:
        os.pwrite(self._descriptor, _NOBODY, 0)  # its room is kept: on a full disk the next holder could not say a word
        os.close(self._descriptor)


def holder(event_file: Path) -> Holder | None:
    """Who has the event file open for writing right now, if anybody. Raises EventFileError when it is out of reach."""
    try:
        descriptor = _opened(event_file)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        text = os.pread(descriptor, _LENGTH, 0).strip()
        return Holder(**json.loads(text)) if text else Holder(pid=0)  # held, and not described yet
    finally:
        os.close(descriptor)
    return None


def _locked(descriptor: int) -> bool:
    """Take the lock, unless somebody keeps it: whoever only asks who holds it has it for a moment."""
    for _ in range(_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_BETWEEN_TRIES_S)
        else:
            return True
    return False


def _opened(event_file: Path, flags: int = 0) -> int:
    """Raises FileNotFoundError where there is no lock file, and none is to be made; EventFileError for all else."""
    try:
        return os.open(_path(event_file), os.O_RDWR | os.O_CLOEXEC | flags, 0o600)
    except FileNotFoundError:
        raise
    except OSError as problem:
        raise database.out_of_reach(event_file, problem.strerror) from problem


def _path(event_file: Path) -> Path:
    """Beside the file itself, wherever a symbolic link to it stands: else two servers could hold it by two names."""
    held = Path(os.path.realpath(event_file)) if event_file.is_symlink() else event_file
    return held.with_name(held.name + ".lock")
