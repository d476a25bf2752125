"""`python -m turnout.previewer`: one preview of a badge layout, for the server: no layout is drawn on its hub.

The task comes as a line of JSON on the standard input, the preview goes out as one. The text may have been written to
do harm: processor and memory are bounded, and the doors go first.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from contextlib import closing
from pathlib import Path

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from turnout.services.layout_preview import TOO_MUCH, Wanted, preview
from turnout.store import database

CPU_S = 5  # of drawing; a badge takes hundredths of it
MEMORY = 1024**3  # bytes of address space; a badge of A5 at 203 dpi takes some 100 MB with its fonts
_POLITE = 5
_WANTED = TypeAdapter(Wanted)


def main() -> None:
    """Draw the one preview."""
    os.nice(_POLITE)
    task = sys.stdin.buffer.readline()
    if not task:  # nobody needed this process
        return
    words = from_json(task)
    wanted = _WANTED.validate_python(words["wanted"])
    _bound()
    try:
        with closing(database.open_reader(Path(words["event_file"]))) as connection:
            told = preview(connection, wanted)
    except MemoryError:
        sys.exit(TOO_MUCH)
    sys.stdout.buffer.write(to_json(told) + b"\n")


def _bound() -> None:
    """From here on; to start has cost some of both already, more on a small machine."""
    until = int(time.process_time()) + 1 + CPU_S
    resource.setrlimit(resource.RLIMIT_CPU, (until, until + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
