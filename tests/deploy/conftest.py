"""The machine that the installation is tried on; see machine.py for how it is made."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from machine import APT_LINE, CHECKOUT, NEEDED, Machine, base_root, wheelhouse

INSTALL_SECONDS = 400


@pytest.fixture(scope="session", autouse=True)
def tools() -> None:
    """What the tests need from this machine: installed by root, else named."""
    if os.geteuid() != 0:
        pytest.exit(f"A machine can only be booted by root. Needed on it: {APT_LINE}", returncode=1)
    if any(shutil.which(tool) is None for tool in NEEDED):
        subprocess.run(APT_LINE.split(), check=True)


@pytest.fixture(scope="session")
def suite() -> str:
    return os.environ.get("DEBIAN", "bookworm")


@pytest.fixture(scope="session")
def wheel() -> Path:
    """The newest wheel that `make build` has left."""
    wheels = sorted((CHECKOUT / "dist").glob("turnout-*.whl"), key=lambda path: path.stat().st_mtime)
    if not wheels:
        pytest.exit("There is no wheel to install: run `make build` first.", returncode=1)
    return wheels[-1]


@pytest.fixture(scope="session")
def bare(suite: str, wheel: Path) -> Iterator[Machine]:
    """A machine with nothing of ours on it yet."""
    cache = CHECKOUT / "run" / "deploy"
    base, wheels = base_root(suite, cache), wheelhouse(suite, cache)
    root, console = cache / "machine", cache / "console.log"
    shutil.rmtree(root, ignore_errors=True)
    console.unlink(missing_ok=True)
    subprocess.run(["cp", "--archive", "--reflink=auto", base, root], check=True)
    shutil.copy(wheel, root / "root" / wheel.name)
    machine = Machine(root, wheels, console)
    machine.boot()
    yield machine
    machine.cut_power()


class Installed:
    """A machine that install.sh was run on, with what it said then."""

    def __init__(self, machine: Machine, wheel: str, said: str) -> None:
        self.machine = machine
        self.wheel = wheel
        self.said = said

    def install(self, *options: str) -> str:
        """Run install.sh once more; what it says."""
        return install(self.machine, "--wheel", self.wheel, *options)


def install(machine: Machine, *options: str) -> str:
    script = "/mnt/checkout/deploy/raspi/install.sh"
    return machine.output(script, "--wheelhouse", "/mnt/wheelhouse", *options, timeout=INSTALL_SECONDS)


@pytest.fixture(scope="session")
def without_event(bare: Machine, wheel: Path) -> Installed:
    """Server and kiosk, and nothing to serve yet."""
    inside = f"/root/{wheel.name}"
    return Installed(bare, inside, install(bare, "--wheel", inside))


@pytest.fixture(scope="session")
def installed(without_event: Installed) -> Installed:
    """Server, kiosk and the demo event."""
    return Installed(without_event.machine, without_event.wheel, without_event.install("--demo"))
