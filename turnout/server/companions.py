"""Processes that go with the server, such as its own spooler: started again whenever they end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from types import MappingProxyType

import gevent
import structlog

_LOOK_EVERY = 0.5  # seconds
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0  # seconds before it is started again
_SOUND_AFTER = 60.0  # seconds; one that has run so long was no bad start
_log = structlog.get_logger()


def spooler(url: str, token: str) -> Companion:
    """The server's own spooler, which prints from this machine. `url` is this server on loopback."""
    words = ["badges.spooler", "--server", url, "--with-parent"]
    return Companion("spooler", words, {"TURNOUT_SPOOLER_TOKEN": token})


class Companion:
    """Keeps one process running: a module of ours, with its words; `secrets` go by its environment."""

    def __init__(self, name: str, words: list[str], secrets: Mapping[str, str] = MappingProxyType({})) -> None:
        self._name = name
        self._command = [sys.executable, "-m", *words]
        self._environment = {**os.environ, **secrets}
        self._process = self._start()
        self._keeper = gevent.spawn(self._keep)

    def stop(self, within: float) -> None:
        """Let it finish what it has in hand, for at most so many seconds; it must still be answered meanwhile."""
        self._keeper.kill()
        self._process.terminate()
        gevent.with_timeout(within, self._process.wait, timeout_value=None)

    def _keep(self) -> None:
        pause = _FIRST_PAUSE
        while True:
            ran = 0.0
            while self._process.poll() is None:
                gevent.sleep(_LOOK_EVERY)
                ran += _LOOK_EVERY
            pause = _FIRST_PAUSE if ran >= _SOUND_AFTER else min(2 * pause, _LONGEST_PAUSE)
            _log.error(f"{self._name}_ended", exit_code=self._process.returncode, starts_again_in=pause)
            gevent.sleep(pause)
            self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, env=self._environment)  # noqa: S603 - our own module
