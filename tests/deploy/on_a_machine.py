"""install.sh on a bare Debian that boots systemd: it comes up, it comes back. Run by `make test-deploy`.

Called neither test_... nor ..._test, so `make test` leaves it alone. The tests share one machine and run in
this order; each leaves the server running.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
import trustme
from conftest import Installed
from machine import CHECKOUT, Machine, wait_until

pytestmark = pytest.mark.timeout(1200)  # the first run fetches a Debian

EVENT = "/var/lib/turnout/event.db"
UNITS = ("/etc/systemd/system/turnout.service", "/etc/systemd/system/turnout-kiosk.service")
OURS = (
    "/opt/turnout",
    "/etc/turnout",
    "/etc/systemd/system",
    "/etc/chromium",
    "/usr/local",
    "/etc/passwd",
    "/etc/group",
)

# A container has neither screen nor console: cage draws into memory, and the browser's door is opened to look in.
NO_SCREEN = """
[Unit]
ConditionPathExists=
[Service]
TTYPath=
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
StandardInput=null
UtmpIdentifier=
Environment=WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman
Environment="TURNOUT_KIOSK_FLAGS=--disable-gpu --remote-debugging-port=9222"
"""


def is_ready(machine: Machine) -> bool:
    asked = machine.run("curl", "--silent", "--fail", "--max-time", "2", "http://127.0.0.1:8080/readyz")
    return asked.returncode == 0 and json.loads(asked.stdout)["status"] == "ok"


def wait_for_another(machine: Machine, before: str, seconds: float) -> None:
    wait_until(lambda: machine.property("MainPID") not in (before, "0") and is_ready(machine), seconds, "the server")


def facts(machine: Machine) -> list[str]:
    """The ids of everything in the log, in order. The file is read from here, through the machine's root."""
    with closing(sqlite3.connect(f"file:{machine.root}{EVENT}?mode=ro", uri=True)) as connection:
        return [row[0] for row in connection.execute("SELECT fact_id FROM log ORDER BY seq")]


def listing(machine: Machine) -> str:
    """Every file of ours with its owner, mode, size and time of change."""
    return machine.output("find", *OURS, "-printf", "%p %u %g %m %s %T@ %l\n")


def change_wheel(machine: Machine, name: str) -> str:
    """The same package in a file of other bytes, as an update would be."""
    changed = machine.root / "root" / "next" / Path(name).name
    changed.parent.mkdir()
    changed.write_bytes((machine.root / name.removeprefix("/")).read_bytes())
    with ZipFile(changed, "a") as archive:
        archive.comment = b"the next one"
    return f"/root/next/{changed.name}"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--wheel", "/nowhere.whl"), "There is no file /nowhere.whl.\nCheck the name after --wheel."),
        (("--event",), "--event needs a name after it."),
        (("--event", "/etc/passwd", "--demo"), "--event and --demo are two different events.\nName one of them."),
        (("--kiosk-only",), "There is no option --kiosk-only."),
    ],
)
def test_a_wrong_option_is_named_and_nothing_is_changed(bare: Machine, options: tuple[str, ...], said: str) -> None:
    before = listing_of_etc(bare)
    done = bare.run("/mnt/checkout/deploy/raspi/install.sh", *options)
    assert done.returncode == 1
    assert said in done.stdout
    assert listing_of_etc(bare) == before


def listing_of_etc(machine: Machine) -> str:
    return machine.output("find", "/etc", "/opt", "/var/lib", "-printf", "%p %s %T@\n")


def test_somebody_who_is_not_root_is_told_so(bare: Machine) -> None:
    done = bare.run("setpriv", "--reuid=nobody", "--clear-groups", "/mnt/checkout/deploy/raspi/install.sh")
    assert (done.returncode, done.stdout) == (1, "\nThis must run as root.\nTry again with sudo in front.\n")


def test_without_an_event_it_says_how_to_bring_one(without_event: Installed) -> None:
    assert "There is no event yet: run this again with --event FILE or --demo." in without_event.said
    assert without_event.machine.property("ActiveState") == "inactive"


def test_the_server_is_up_after_the_installation(installed: Installed) -> None:
    assert is_ready(installed.machine)
    assert installed.machine.property("StatusText").startswith("Serving event.db at http://")


def test_systemd_finds_nothing_to_complain_about_in_the_units(installed: Installed) -> None:
    done = installed.machine.run("systemd-analyze", "verify", *UNITS)
    assert (done.returncode, done.stdout) == (0, "")


def test_an_unknown_key_in_a_unit_would_have_been_found(installed: Installed) -> None:
    """systemd-analyze only warns of it, and answers 0: its words are what counts."""
    unit = installed.machine.root / "root" / "typo.service"
    unit.write_text((installed.machine.root / UNITS[0].removeprefix("/")).read_text() + "\n[Service]\nRestrat=no\n")
    assert "Restrat" in installed.machine.output("systemd-analyze", "verify", "/root/typo.service")


def test_a_scan_is_admitted_and_its_badge_is_printed_within_the_sandbox(installed: Installed) -> None:
    machine = installed.machine
    answer = json.loads(machine.output("python3", "/mnt/checkout/tests/deploy/one_scan.py"))
    assert answer["outcome"] == "admitted"
    state = Path(machine.root) / "var/lib/turnout"
    name = f"{answer['badge']['job_id']}.png"
    wait_until(lambda: any(state.rglob(name)), 20, "the badge")
    assert "no font has" not in machine.output("journalctl", "--unit", "turnout", "--output", "cat")


def test_the_server_comes_back_after_sigkill_with_every_fact(installed: Installed) -> None:
    before, known = installed.machine.property("MainPID"), facts(installed.machine)
    installed.machine.output("kill", "-KILL", before)
    wait_for_another(installed.machine, before, 15)
    assert facts(installed.machine)[: len(known)] == known


def test_the_server_comes_back_when_it_hangs(installed: Installed) -> None:
    before = installed.machine.property("MainPID")
    installed.machine.output("kill", "-STOP", before)
    wait_for_another(installed.machine, before, 45)
    assert "Watchdog timeout" in installed.machine.output("journalctl", "--unit", "turnout", "--output", "cat")


def test_a_stop_is_clean_and_quick(installed: Installed) -> None:
    machine = installed.machine
    machine.output("systemctl", "stop", "turnout", timeout=20)
    assert (machine.property("Result"), machine.property("ExecMainStatus")) == ("success", "0")
    assert not (machine.root / f"var/lib/turnout/{Path(EVENT).name}-wal").exists()
    machine.output("systemctl", "start", "turnout")
    assert is_ready(machine)


def test_a_second_installation_changes_nothing(installed: Installed) -> None:
    machine = installed.machine
    settings = machine.root / "etc/turnout/turnout.env"
    settings.write_text(settings.read_text() + "# a change of ours\n")
    before = (listing(machine), machine.property("InvocationID"), facts(machine))
    said = installed.install("--demo")
    assert f"Keeping the event that is there: {EVENT}" in said
    assert not any(word in said for word in ("Wrote", "Installing", "Building"))
    assert (listing(machine), machine.property("InvocationID"), facts(machine)) == before


def test_an_update_is_switched_to_and_keeps_the_event(installed: Installed) -> None:
    machine = installed.machine
    known, old = facts(machine), machine.output("readlink", "/opt/turnout/current")
    updated = Installed(machine, change_wheel(machine, installed.wheel), "")
    updated.install()
    new = machine.output("readlink", "/opt/turnout/current")
    assert new != old
    assert set(machine.output("find", "/opt/turnout/releases", "-mindepth", "1", "-maxdepth", "1").split()) == {
        old,
        new,
    }
    assert is_ready(machine)
    assert facts(machine)[: len(known)] == known


def test_a_broken_wheel_leaves_the_server_as_it_was(installed: Installed) -> None:
    machine = installed.machine
    broken = machine.root / "root" / "turnout-9.9.9-py3-none-any.whl"
    broken.write_bytes(b"not a wheel")
    before = (machine.output("readlink", "/opt/turnout/current"), machine.property("InvocationID"))
    done = machine.run(
        "/mnt/checkout/deploy/raspi/install.sh", "--wheelhouse", "/mnt/wheelhouse", "--wheel", f"/root/{broken.name}",
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 1
    assert "could not be installed; what ran before still runs" in done.stdout
    assert (machine.output("readlink", "/opt/turnout/current"), machine.property("InvocationID")) == before


def test_commands_of_root_run_as_the_owner_of_the_event(installed: Installed) -> None:
    target = "/var/lib/turnout/backups/friday.db"
    installed.machine.output("turnout", "backup", EVENT, target)
    owners = installed.machine.output("find", "/var/lib/turnout", "-printf", "%u\n")
    assert set(owners.split()) == {"turnout"}
    assert "is sound" in installed.machine.output("turnout", "check", target)


def test_a_backup_brings_an_event_back(installed: Installed) -> None:
    machine = installed.machine
    machine.output("turnout", "backup", EVENT, "/var/lib/turnout/backups/saturday.db")
    known = facts(machine)
    machine.output("systemctl", "stop", "turnout")
    machine.output("sh", "-c", f"mkdir /var/lib/turnout/damaged && mv {EVENT}* /var/lib/turnout/damaged/")
    said = installed.install("--event", "/var/lib/turnout/backups/saturday.db")
    assert "There is no event yet" not in said
    assert is_ready(machine)
    assert facts(machine)[: len(known)] == known


def test_the_server_is_up_again_after_a_power_cut(installed: Installed) -> None:
    known = facts(installed.machine)
    installed.machine.cut_power()
    installed.machine.boot()
    wait_until(lambda: is_ready(installed.machine), 20, "the server")
    assert facts(installed.machine)[: len(known)] == known


def test_the_kiosk_shows_its_page_full_screen_and_may_use_the_camera(installed: Installed) -> None:
    machine = installed.machine
    start_kiosk_without_a_screen(machine)
    assert look_at_kiosk(machine) == {
        "url": "http://localhost:8080/kiosk",
        "pages": 1,
        "camera": "granted",
        "full_screen": True,
        "size": [1280, 720],
    }


@pytest.mark.parametrize("process", ["cage", "chromium"])
def test_the_kiosk_comes_back_when_it_is_killed(installed: Installed, process: str) -> None:
    machine = installed.machine
    before = machine.property("MainPID", "turnout-kiosk.service")
    machine.output("pkill", "-KILL", "--oldest", "--exact", process)
    wait_until(lambda: machine.property("MainPID", "turnout-kiosk.service") not in (before, "0"), 20, "the kiosk")
    wait_until(lambda: has_opened_its_door(machine), 20, "its browser")
    assert look_at_kiosk(machine)["url"] == "http://localhost:8080/kiosk"


def test_the_kiosk_waits_for_a_server_that_starts_later(installed: Installed) -> None:
    machine = installed.machine
    machine.output("systemctl", "stop", "turnout", "turnout-kiosk")
    machine.output("systemctl", "start", "turnout-kiosk")
    wait_until(lambda: machine.run("pgrep", "--full", "curl.*readyz").returncode == 0, 10, "the kiosk's question")
    assert machine.run("pgrep", "--exact", "cage").returncode == 1
    machine.output("systemctl", "start", "turnout")
    wait_until(lambda: has_opened_its_door(machine), 20, "the kiosk's browser")
    assert look_at_kiosk(machine)["url"] == "http://localhost:8080/kiosk"


def start_kiosk_without_a_screen(machine: Machine) -> None:
    open_devtools(machine)
    drop_in = machine.root / "etc/systemd/system/turnout-kiosk.service.d"
    drop_in.mkdir()
    (drop_in / "no-screen.conf").write_text(NO_SCREEN)
    machine.output("systemctl", "daemon-reload")
    machine.output("systemctl", "start", "turnout-kiosk")
    wait_until(lambda: has_opened_its_door(machine), 30, "the kiosk's browser")


def open_devtools(machine: Machine) -> None:
    """Take one line out of the installed policy; with it, nobody can look in."""
    policy = machine.root / "etc/chromium/policies/managed/turnout.json"
    closed = '"DeveloperToolsAvailability": 2'
    assert closed in policy.read_text()
    policy.write_text(policy.read_text().replace(closed, '"DeveloperToolsAvailability": 1'))


def has_opened_its_door(machine: Machine) -> bool:
    return machine.run("curl", "--silent", "--fail", "http://127.0.0.1:9222/json/version").returncode == 0


def look_at_kiosk(machine: Machine) -> dict[str, object]:
    """What the page says of itself; its picture lies beside the machine's root."""
    script, picture = CHECKOUT / "tests/deploy/look_at_kiosk.py", machine.root.with_name("kiosk.png")
    seen: dict[str, object] = json.loads(
        machine.run_beside(sys.executable, str(script), "http://127.0.0.1:9222", str(picture))
    )
    return seen


def test_the_kiosk_shows_the_page_over_tls_with_a_certificate_of_our_own(installed: Installed) -> None:
    machine = installed.machine
    authority = trustme.CA()
    served = authority.issue_cert("checkin.example.org")
    tls = machine.root / "etc/turnout/tls"
    authority.cert_pem.write_to_path(tls / "ca.pem")
    served.private_key_and_cert_chain_pem.write_to_path(tls / "cert.pem")
    machine.output("sh", "-c", "chgrp turnout /etc/turnout/tls/cert.pem && chmod 640 /etc/turnout/tls/cert.pem")
    files = "/etc/turnout/tls/cert.pem"
    append(machine, "etc/turnout/turnout.env", f"TURNOUT_OPTIONS=--tls-cert {files} --tls-key {files}")
    append(machine, "etc/turnout/kiosk.env", "TURNOUT_KIOSK_URL=https://checkin.example.org:8080/kiosk")
    append(machine, "etc/hosts", "127.0.0.1 checkin.example.org")
    said = installed.install()
    assert "Wrote /etc/chromium/policies/managed/turnout-ca.json" in said
    open_devtools(machine)
    machine.output("systemctl", "restart", "turnout", "turnout-kiosk")
    wait_until(lambda: has_opened_its_door(machine), 30, "the kiosk's browser")
    seen = look_at_kiosk(machine)
    assert (seen["url"], seen["camera"]) == ("https://checkin.example.org:8080/kiosk", "granted")


def append(machine: Machine, path: str, line: str) -> None:
    with (machine.root / path).open("a") as file:
        file.write(f"{line}\n")
