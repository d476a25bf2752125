"""A real IPP printer on loopback: ippeveprinter (Debian: cups-ipp-utils, avahi-daemon, dbus), with faults.

`dns_sd` is for a session, `ipp_printer` for a test; import both where they are wanted. ippeveprinter does
not start without a DNS-SD daemon, even to announce nothing: a private bus and avahi stand in for it.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from server import lasting_port

DEADLINE_S = 20

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/>
<allow send_type="method_call"/><allow send_type="signal"/>
<allow send_requested_reply="true" send_type="method_return"/>
<allow send_requested_reply="true" send_type="error"/>
<allow receive_type="method_call"/><allow receive_type="method_return"/>
<allow receive_type="error"/><allow receive_type="signal"/><allow send_destination="*"/></policy>
</busconfig>
"""

_AVAHI = """[server]
host-name=turnout-test
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
[publish]
publish-workstation=no
[rlimits]
"""

_COLLECTION = """{{
  MEMBER collection media-size {{ MEMBER integer x-dimension {x} MEMBER integer y-dimension {y} }}
  MEMBER integer media-bottom-margin 0 MEMBER integer media-left-margin 0
  MEMBER integer media-right-margin 0 MEMBER integer media-top-margin 0
  MEMBER keyword media-source main MEMBER keyword media-type labels }}"""

_ATTRIBUTES = (
    """ATTR keyword media-supported {media}
ATTR keyword media-default {media}
ATTR keyword media-ready {media}
ATTR collection media-col-default """
    + _COLLECTION
    + "\nATTR collection media-col-ready "
    + _COLLECTION
    + "\nATTR collection media-col-database "
    + _COLLECTION
    + """
ATTR collection media-size-supported {{ MEMBER integer x-dimension {x} MEMBER integer y-dimension {y} }}
ATTR integer media-bottom-margin-supported 0
ATTR integer media-left-margin-supported 0
ATTR integer media-right-margin-supported 0
ATTR integer media-top-margin-supported 0
ATTR resolution printer-resolution-supported 300dpi
ATTR resolution printer-resolution-default 300dpi
ATTR resolution pwg-raster-document-resolution-supported 300dpi
ATTR keyword pwg-raster-document-type-supported {raster_types}
ATTR keyword pwg-raster-document-sheet-back normal
ATTR keyword print-color-mode-supported monochrome,auto
ATTR keyword print-color-mode-default monochrome
ATTR boolean color-supported false
ATTR keyword sides-supported one-sided
ATTR keyword sides-default one-sided
ATTR text printer-device-id "MFG:Test;MDL:Label62;CMD:PWGRaster;"
ATTR integer pages-per-minute 20
ATTR text printer-make-and-model "Test Label62"
"""
)

# Runs once a job: while the fault file holds a reason the printer shows it and the paper stays inside.
_COMMAND = """#!/bin/sh
if [ -s {fault} ]; then
  reason=$(cat {fault})
  echo "STATE: +$reason" >&2
  while [ -s {fault} ]; do sleep .05; done
  echo "STATE: -$reason" >&2
fi
[ -e {slow} ] && sleep "$(cat {slow})"
cp "$1" {out}/.part && mv {out}/.part {out}/$(date +%s%N).pwg
"""


@dataclass
class EmulatedPrinter:
    """One ippeveprinter process; `papers` are the rasters it "printed", oldest first."""

    uri: str
    """Its address in the clear; with ipps:// in place of ipp:// it speaks TLS there too."""
    folder: Path
    process: subprocess.Popen[bytes] = field(repr=False)

    def papers(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted((self.folder / "out").glob("*.pwg"))]

    def set_fault(self, reason: str) -> None:
        """From the next job on: such as `media-empty-error`; "" mends it."""
        (self.folder / "fault").write_text(reason)

    def set_slow(self, seconds: float) -> None:
        (self.folder / "slow").write_text(f"{seconds}")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def hang(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        self.process.send_signal(signal.SIGCONT)


@pytest.fixture(scope="session")
def dns_sd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which ippeveprinter finds a DNS-SD daemon: the machine's own, else a private one."""
    if _machine_has_avahi():
        yield {}
        return
    folder = tmp_path_factory.mktemp("dns-sd")
    bus = folder / "bus.sock"
    (folder / "bus.conf").write_text(_BUS.format(socket=bus))
    (folder / "avahi.conf").write_text(_AVAHI)
    environment = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={bus}"}
    with (folder / "log").open("wb") as log:
        dbus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork", "--nopidfile"],
            stderr=log,
        )
        wait_for(bus.exists, "the private bus", folder / "log")
        avahi = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", _PRIVATE_AVAHI, "sh", str(folder / "avahi.conf")],
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
        )
        wait_for(lambda: b"startup complete" in (folder / "log").read_bytes(), "avahi", folder / "log")
        yield environment
        for process in (avahi, dbus):
            process.terminate()
            process.wait(DEADLINE_S)


# avahi's run-time folder is fixed: in a mount namespace of its own, test runs do not meet in it.
_PRIVATE_AVAHI = """mkdir -p /run/avahi-daemon && mount -t tmpfs tmpfs /run/avahi-daemon &&
exec avahi-daemon -f "$1" --no-drop-root --no-chroot --no-rlimits"""


@pytest.fixture
def ipp_printer(dns_sd: dict[str, str], tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """A 62 x 100 mm label printer of 300 dpi."""
    printer = start_printer(dns_sd, tmp_path / "ipp")
    yield printer
    stop_printer(printer)


def start_printer(
    dns_sd: dict[str, str],
    folder: Path,
    *,
    media: str = "om_62x100mm_62x100mm",
    size_mm: tuple[int, int] = (62, 100),
    raster_types: str = "sgray_8,black_1",
    port: int | None = None,
) -> EmulatedPrinter:
    """Starts a printer with its files in `folder`, and waits until it answers.

    It takes its certificate from `folder`/keys, and makes one for itself where there is none.
    """
    for part in ("out", "spool", "keys"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    x, y = (side * 100 for side in size_mm)
    attributes = _ATTRIBUTES.format(media=media, x=x, y=y, raster_types=raster_types)
    (folder / "label.conf").write_text(attributes)
    command = folder / "print"
    command.write_text(_COMMAND.format(fault=folder / "fault", slow=folder / "slow", out=folder / "out"))
    command.chmod(0o755)
    port = port or lasting_port()
    program = shutil.which("ippeveprinter", path=f"{os.environ['PATH']}:/usr/sbin")
    files = [("-K", folder / "keys"), ("-a", folder / "label.conf"), ("-c", command), ("-d", folder / "spool")]
    flags = [str(part) for pair in files for part in pair]
    assert program, "ippeveprinter is missing: apt-get install cups-ipp-utils"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, *f"-r off -n localhost -p {port} -k -v".split(), *flags, f"Label{port}"],
            env={**os.environ, **dns_sd},
            stdout=log,
            stderr=log,
        )
    wait_for(lambda: listens(port) and process.poll() is None, "ippeveprinter", folder / "log")
    return EmulatedPrinter(f"ipp://localhost:{port}/ipp/print", folder, process)


def stop_printer(printer: EmulatedPrinter) -> None:
    printer.set_fault("")
    printer.kill()


def _machine_has_avahi() -> bool:
    pid = Path("/run/avahi-daemon/pid")
    return pid.exists() and Path(f"/proc/{pid.read_text().strip()}").exists()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(is_there: Callable[[], bool], what: str, log: Path) -> None:
    until = time.monotonic() + DEADLINE_S
    while not is_there():
        assert time.monotonic() < until, f"{what} did not start:\n{log.read_text(errors='replace')}"
        time.sleep(0.02)
