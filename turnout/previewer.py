"""`python -m turnout.previewer`: previews of badges, for the server: no layout is drawn on its hub.

A task comes as a line of JSON on the standard input, its preview goes out as one, until the input ends. A layout's text
may have been written to do harm: processor and memory are bounded, and the doors go first.
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
    """Draw one preview after another. One that wants too much ends the process."""
    os.nice(_POLITE)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for task in sys.stdin.buffer:
        words = from_json(task)
        wanted = _WANTED.validate_python(words["wanted"])
        _bound_next()
        try:
            with closing(database.open_reader(Path(words["event_file"]))) as connection:
                told = preview(connection, wanted)
        except MemoryError:
            sys.exit(TOO_MUCH)
        sys.stdout.buffer.write(to_json(told) + b"\n")
        sys.stdout.buffer.flush()


def _bound_next() -> None:
    """From here on; to start, and what was drawn before, has cost some already. At this limit the system ends it."""
    until = int(time.process_time()) + 1 + CPU_S
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
