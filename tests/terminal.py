"""A command on a terminal of its own, with somebody who reads what it asks before typing."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 30


class Terminal:
    """What stands on the screen, and the keys. Passwords can be asked for: the terminal is the process's own."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self._master = master
        self._process = process
        self._unread = ""
        self.shown = ""

    def wait_for(self, text: str) -> None:
        """Read on until this is shown."""
        while text not in self._unread:
            assert self._read(), f"{text!r} was not shown; it showed:\n{self.shown}"
        self._unread = self._unread.partition(text)[2]

    def answer(self, question: str, typed: str) -> None:
        """Wait until this is asked, then type a line: what is typed before a password is asked for is lost."""
        self.wait_for(question)
        os.write(self._master, f"{typed}\r".encode())

    def interrupt(self) -> None:
        """Press Ctrl+C."""
        os.write(self._master, b"\x03")

    def end(self) -> int:
        """Read on to the end; answers the exit code."""
        while self._read():
            pass
        return self._process.wait(PATIENCE_S)

    def _read(self) -> bool:
        """Show what comes next; False at the end."""
        ready, _, _ = select.select([self._master], [], [], PATIENCE_S)
        assert ready, f"nothing more was shown; it showed:\n{self.shown}"
        try:
            read = os.read(self._master, 4096).decode()
        except OSError:  # EIO: nobody holds the other end any more
            return False
        self._unread += read
        self.shown += read
        return bool(read)


@contextmanager
def on_a_terminal(words: Sequence[object], folder: Path) -> Iterator[Terminal]:
    """Run a command in a folder, on a new terminal that is its session's."""
    master, slave = os.openpty()
    through_its_name = 'exec "$@" <"$0" >"$0" 2>&1'  # opened by name it becomes the session's own terminal
    process = subprocess.Popen(
        ["/bin/sh", "-c", through_its_name, os.ttyname(slave), *map(str, words)], cwd=folder, start_new_session=True
    )
    select.select([master], [], [], PATIENCE_S)  # it has opened the terminal: closed earlier, that would be gone
    os.close(slave)
    try:
        yield Terminal(master, process)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(PATIENCE_S)
        os.close(master)
