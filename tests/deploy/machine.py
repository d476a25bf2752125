"""A Debian machine of our own: a debootstrapped root, booted with systemd as PID 1 and cut off from every network.

Runs as root. systemd-nspawn boots it in a mount namespace of its own, so it works as well where this
machine itself runs no systemd; `nsenter` runs commands in it.
"""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
RASPI = CHECKOUT / "deploy" / "raspi"
PYTHON_OF = {"bookworm": "3.11", "trixie": "3.13"}
NEEDED = ("debootstrap", "systemd-nspawn", "nsenter", "ip", "shellcheck")
APT_LINE = "apt-get install -y debootstrap systemd-container util-linux iproute2 shellcheck"

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# debootstrap's machine is empty but for what boots it; install.sh has to bring the rest.
_BASE = "systemd,systemd-sysv,dbus,ca-certificates"
_BOOT = """
mkdir -p /run/systemd
mount -t tmpfs tmpfs /run/systemd  # else nspawn talks to the systemd of this machine, or fails without one
exec systemd-nspawn --boot --directory "$1" --register=no --keep-unit --private-network --machine turnout-test \
    --bind-ro "$2:/mnt/checkout" --bind-ro "$3:/mnt/wheelhouse"
"""


class Machine:
    """Booted by `boot`, ended by `cut_power`; `root` is its file system as seen from here."""

    def __init__(self, root: Path, wheelhouse: Path, console: Path) -> None:
        self.root = root
        self._wheelhouse = wheelhouse
        self._console = console
        self._nspawn: subprocess.Popen[bytes] | None = None
        self._terminal = -1

    def boot(self) -> None:
        """Returns when systemd has started everything. Raises TimeoutError after a minute."""
        self._terminal, end = pty.openpty()  # without a terminal nspawn ends at once, and says nothing
        folders = map(str, (self.root, CHECKOUT, self._wheelhouse))
        command = ["unshare", "--mount", "sh", "-ec", _BOOT, "boot", *folders]
        with self._console.open("ab") as console:
            self._nspawn = subprocess.Popen(
                command,
                stdin=end,
                stdout=console,
                stderr=console,
                start_new_session=True,
                env={"PATH": _PATH, "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"},
            )
        os.close(end)
        wait_until(lambda: self._init_pid() is not None, 20, "the machine's first process")
        wait_until(self._is_up, 60, f"the machine to boot; its console is in {self._console}")

    def cut_power(self) -> None:
        """Every process ends at once, and nothing is told before."""
        if self._nspawn is None:
            return
        init = self._init_pid()
        if init is not None:
            os.kill(init, signal.SIGKILL)  # the kernel ends all processes of a pid namespace with its first
        self._nspawn.wait(20)
        os.close(self._terminal)
        self._nspawn = None

    def run(self, *command: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        """Run a command in the machine, as root; its output, both streams in one, is `stdout`."""
        init = self._init_pid()
        assert init is not None, "the machine is not running"
        return subprocess.run(
            ["nsenter", "--target", str(init), "--all", "--root", "--wd", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
            text=True,
            check=False,
            env={"PATH": _PATH, "HOME": "/root", "LANG": "C.UTF-8"},
        )

    def run_beside(self, *command: str) -> str:
        """The output of a command of this machine's own that must succeed, in the other's network."""
        prefix = ("nsenter", "--target", str(self._init_pid()), "--net")
        done = subprocess.run([*prefix, *command], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def output(self, *command: str, timeout: float = 60) -> str:
        """The output of a command that must succeed."""
        done = self.run(*command, timeout=timeout)
        assert done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}"
        return done.stdout.strip()

    def property(self, name: str, unit: str = "turnout.service") -> str:
        return self.output("systemctl", "show", "--property", name, "--value", unit)

    def _is_up(self) -> bool:
        state = self.run("systemctl", "is-system-running").stdout.strip()
        return state in ("running", "degraded")  # degraded: a container lacks hardware that some unit wants

    def _init_pid(self) -> int | None:
        """Seen from here, the pid of the machine's first process."""
        assert self._nspawn is not None
        assert self._nspawn.poll() is None, f"the machine has ended; its console is in {self._console}"
        for child in _descendants(self._nspawn.pid):
            if _pid_inside(child) == 1:
                return child
        return None


def _descendants(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:  # it ended while we looked
        return []
    return [found for child in map(int, children) for found in (child, *_descendants(child))]


def _pid_inside(pid: int) -> int | None:
    """A process's pid in its own, inner pid namespace; None when it has none."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return None
    pids = next(line.split()[1:] for line in status.splitlines() if line.startswith("NSpid:"))
    return int(pids[-1]) if len(pids) > 1 else None


def wait_until(is_so: Callable[[], bool], seconds: float, what: str) -> float:
    """How long it took, in seconds. Raises TimeoutError."""
    begun = time.monotonic()
    while not is_so():
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"{seconds} s were not enough for {what}")
        time.sleep(0.1)
    return time.monotonic() - begun


def base_root(suite: str, cache: Path) -> Path:
    """A bare Debian with the packages that install.sh will ask for beside it, not installed. Made once."""
    base = cache / suite
    packages = subprocess.run([RASPI / "install.sh", "--packages"], check=True, capture_output=True, text=True).stdout
    made_for = cache / f"{suite}.packages"
    if made_for.is_file() and made_for.read_text() == packages:
        return base
    if not (base / "etc/apt/sources.list").is_file():
        shutil.rmtree(base, ignore_errors=True)
        base.parent.mkdir(parents=True, exist_ok=True)
        _logged(cache, "debootstrap", "--variant=minbase", f"--include={_BASE}", suite, str(base))
    shutil.copy("/etc/resolv.conf", base / "etc/resolv.conf")
    (base / "etc/apt/apt.conf.d/90keep").write_text('Binary::apt-get::APT::Keep-Downloaded-Packages "true";\n')
    _logged(cache, "chroot", str(base), "apt-get", "update")
    fetch = ("apt-get", "install", "--yes", "--no-install-recommends", "--download-only")
    _logged(cache, "chroot", str(base), *fetch, *packages.split())
    made_for.write_text(packages)
    return base


def wheelhouse(suite: str, cache: Path) -> Path:
    """The locked dependencies as wheels for that Debian's Python."""
    folder = cache / f"wheels-{suite}"
    lock = CHECKOUT / "requirements.lock"
    made_for = folder / "requirements.lock"
    if made_for.is_file() and made_for.read_bytes() == lock.read_bytes():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wanted = ("--require-hashes", "--requirement", str(lock), "--python-version", PYTHON_OF[suite])
    _logged(cache, sys.executable, "-m", "pip", "download", "--only-binary", ":all:", *wanted, "--dest", str(folder))
    shutil.copy(lock, made_for)
    return folder


def _logged(cache: Path, *command: str) -> None:
    """Run a command; its words stand in the cache's log, and in the error when it fails."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C", "PATH": f"{os.environ['PATH']}:{_PATH}"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, env=env)
    with (cache / "preparation.log").open("a") as log:
        log.write(f"$ {' '.join(command)}\n{done.stdout}")
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout[-2000:]}"
