"""The kiosk's agent as a process of its own, on a free port of loopback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from clients import Client
from server import PATIENCE_S

AGENT = (sys.executable, "-m", "kiosk.agent", "--port", "0")
NO_SERVER = ("--server", "http://127.0.0.1:9")  # nothing listens on "discard"


class Agent:
    """A running agent, and a browser on its machine."""

    def __init__(self, state: Path, options: tuple[str, ...], enter: Sequence[str] = ()) -> None:
        """`enter` is what comes before the command, so that it runs on another machine."""
        log = state.with_suffix(".log")
        with log.open("ab") as said:
            self.process = subprocess.Popen(
                [*enter, *AGENT, "--state", str(state), *options], stdout=subprocess.PIPE, stderr=said, text=True
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("The kiosk is at http://localhost:"), log.read_text(encoding="utf-8")
        self.browser = Client(line.split()[-1].removesuffix("/kiosk"))

    def kill(self) -> None:
        """As a power button does."""
        self.process.kill()
        self._over()

    def stop(self) -> int:
        self.process.terminate()
        return self._over()

    def _over(self) -> int:
        code = self.process.wait(PATIENCE_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@contextmanager
def agent(state: Path, *options: str) -> Iterator[Client]:
    """An agent for the length of a test; answers a browser on its machine."""
    running = Agent(state, options)
    try:
        yield running.browser
    finally:
        code = running.stop()
    assert code == 0
