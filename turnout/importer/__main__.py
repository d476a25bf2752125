"""`python -m turnout.importer`: one step of an import, for the server: no file is parsed on its hub.

The task comes as a line of JSON on the standard input, what is told goes out as lines of JSON: `{"counts"}` while it
goes on, at the end `{"done"}` or `{"failed"}`. Ends when the input is closed: then the server is gone.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from turnout.domain.errors import TurnoutError
from turnout.importer import tasks

_TASKS = {"recognise": tasks.recognise, "check": tasks.check, "stage": tasks.stage}
_UNEXPECTED = {
    "code": "internal",
    "message": "The file could not be worked through.",
    "remedy": "Try again; if it stays so, save the file as CSV (UTF-8) and take that.",
}


def main() -> None:
    """Do the one task."""
    words = from_json(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_server, daemon=True).start()
    task = tasks.Task(**{**words, "source": Path(words["source"]), "event_file": Path(words["event_file"])})
    try:
        _tell({"done": _TASKS[task.step](task, lambda counts: _tell({"counts": counts}))})
    except TurnoutError as problem:
        _tell({"failed": {"code": problem.code, "message": problem.message, "remedy": problem.remedy}})
    except Exception:  # noqa: BLE001 - its text may hold a name, and the page must hear something
        _tell({"failed": _UNEXPECTED})


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(to_json(message) + b"\n")
    sys.stdout.buffer.flush()


def _end_with_server() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    main()
