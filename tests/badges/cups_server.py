"""A real cupsd on loopback (Debian: cups, printer-driver-dymo), with queues that are made, paused and resumed.

`cups` is for a module. Nothing of the machine's own CUPS is touched; filters run as the user lp, who may not
look into pytest's folders, so that the server has a folder of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from ipp_printer import DEADLINE_S, listens, wait_for
from server import lasting_port

_PARTS = ("root", "cache", "state", "requests", "tmp", "keys", "out")

_FILES = """ServerRoot {folder}/root
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/requests
TempDir {folder}/tmp
ServerKeychain {folder}/keys
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
FileDevice Yes
Printcap
User lp
Group lp
"""

_SERVER = """Listen 127.0.0.1:{port}
DefaultAuthType None
DefaultEncryption Never
Browsing No
WebInterface No
ErrorPolicy retry-job
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow localhost
  </Limit>
</Policy>
"""


@dataclass
class Cups:
    """One cupsd; a queue's paper is what was written to its file since its last job began."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] = field(repr=False)

    def uri(self, queue: str) -> str:
        return f"ipp://127.0.0.1:{self.port}/printers/{queue}"

    def file_of(self, queue: str) -> Path:
        return self.folder / "out" / queue

    def add(self, queue: str, model: str, device: str = "") -> str:
        """A queue with a driver, to `device` or else to a file; gives its address."""
        self._run("lpadmin", "-p", queue, "-E", "-v", device or self.file_of(queue).as_uri(), "-m", model)
        return self.uri(queue)

    def add_with_ppd(self, queue: str, ppd: str) -> str:
        file = self.folder / f"{queue}.ppd"
        file.write_text(ppd)
        self._run("lpadmin", "-p", queue, "-E", "-v", self.file_of(queue).as_uri(), "-P", str(file))
        return self.uri(queue)

    def remove(self, queue: str) -> None:
        self._run("lpadmin", "-x", queue)

    def pause(self, queue: str) -> None:
        self._run("cupsdisable", queue)

    def resume(self, queue: str) -> None:
        self._run("cupsenable", queue)

    def cancel_all(self, queue: str) -> None:
        self._run("cancel", "-a", queue)

    def reject(self, queue: str) -> None:
        self._run("cupsreject", queue)

    def _run(self, *command: str) -> None:
        program = shutil.which(command[0], path=f"{os.environ['PATH']}:/usr/sbin")
        assert program, f"{command[0]} is missing: apt-get install cups-client"
        done = subprocess.run(
            [program, *command[1:]],
            env={**os.environ, "CUPS_SERVER": f"127.0.0.1:{self.port}", "HOME": str(self.folder)},
            capture_output=True,
            timeout=DEADLINE_S,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    folder = Path(tempfile.mkdtemp(prefix="turnout-cups-"))
    server = _start(folder)
    yield server
    server.process.terminate()
    server.process.wait(DEADLINE_S)
    shutil.rmtree(folder)


def _start(folder: Path) -> Cups:
    folder.chmod(0o755)
    for part in _PARTS:
        (folder / part).mkdir()
    if os.getuid() == 0:
        shutil.chown(folder / "tmp", "lp")
    port = lasting_port()
    (folder / "files.conf").write_text(_FILES.format(folder=folder))
    (folder / "server.conf").write_text(_SERVER.format(port=port))
    program = shutil.which("cupsd", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "cupsd is missing: apt-get install cups"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, "-f", "-c", folder / "server.conf", "-s", folder / "files.conf"], stdout=log, stderr=log
        )
    wait_for(lambda: listens(port) and process.poll() is None, "cupsd", folder / "log")
    return Cups(folder, port, process)
