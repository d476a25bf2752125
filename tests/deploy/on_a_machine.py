"""install.sh on a bare Debian that boots systemd: it comes up, it comes back. Run by `make test-deploy`.

Called neither test_... nor ..._test, so `make test` leaves it alone. The tests share one machine and run in
this order; each leaves the server running.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
import trustme
from conftest import Installed
from machine import CHECKOUT, RASPI, Machine, wait_until

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
        (("--kiosk",), "There is no option --kiosk."),
        (("--kiosk-only", "--demo"), "Leave --demo out: the event belongs on its server."),
        (("--kiosk-only", "--event", "/etc/passwd"), "Leave --event out: the event belongs on its server."),
        (("--kiosk-only", "--server-only"), "Name one of them, or neither for both."),
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


def test_the_server_can_announce_itself_within_the_sandbox(installed: Installed) -> None:
    machine = installed.machine
    port_of_mdns = f":{5353:04X} "
    wait_until(lambda: port_of_mdns in machine.output("cat", "/proc/net/udp"), 15, "the announcer to listen")
    assert "announcer_ended" not in machine.output("journalctl", "--unit", "turnout", "--output", "cat")


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
    before, known = (listing(machine), machine.property("InvocationID")), facts(machine)
    said = installed.install("--demo")
    assert f"Keeping the event that is there: {EVENT}" in said
    assert not any(word in said for word in ("Wrote", "Installing", "Building"))
    assert (listing(machine), machine.property("InvocationID")) == before
    assert facts(machine)[: len(known)] == known  # the server goes on, and notes what its printer does


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
        "is_kept": True,
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
    wait_until(lambda: "http://localhost:8080/kiosk" in waited_for(machine), 10, "the kiosk to say what it waits for")
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


def waited_for(machine: Machine) -> str:
    """What the kiosk has said that it waits for."""
    said = machine.output("journalctl", "--identifier", "turnout-kiosk", "--output", "cat")
    return "\n".join(line for line in said.splitlines() if line.startswith("Waiting for "))


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


AGENT = "turnout-kiosk-agent.service"
AT_AGENT = "http://localhost:8090"


@pytest.fixture(scope="session")
def kiosk_only(installed: Installed) -> Installed:
    """The machine once more, its server put away and kiosk.env as it came, made a kiosk only."""
    machine = installed.machine
    shutil.copy(RASPI / "kiosk.env", machine.root / "etc/turnout/kiosk.env")
    machine.output("systemctl", "disable", "--now", "turnout")
    return Installed(machine, installed.wheel, installed.install("--kiosk-only"))


def refused(machine: Machine, wheel: str, *options: str) -> str:
    """What install.sh says when it does nothing."""
    before = listing(machine)
    done = machine.run("/mnt/checkout/deploy/raspi/install.sh", "--wheel", wheel, *options)
    assert (done.returncode, listing(machine)) == (1, before)
    return done.stdout


def start_server_elsewhere(machine: Machine) -> None:
    """The server that a kiosk's agent finds, as if on another machine: another port, TLS, another service."""
    files = "/etc/turnout/tls/cert.pem"
    serve = ("/opt/turnout/current/bin/turnout", "serve", EVENT, "--host", "0.0.0.0", "--port", "8070")
    tls = ("--tls-cert", files, "--tls-key", files)
    machine.output("systemd-run", "--quiet", "--unit=elsewhere", "--uid=turnout", *serve, *tls)
    wait_until(lambda: status_of(machine, "/readyz") == "200", 20, "the server")


def status_of(machine: Machine, path: str) -> str:
    """The status that the agent answers with; 000 where it answers nothing."""
    asked = ("curl", "--silent", "--max-time", "5", "--output", "/dev/null", "--write-out", "%{http_code}")
    return machine.run(*asked, AT_AGENT + path).stdout


def test_a_server_is_not_made_a_kiosk_only_by_mistake(installed: Installed) -> None:
    assert "sudo systemctl disable --now turnout'" in refused(installed.machine, installed.wheel, "--kiosk-only")
    assert installed.machine.property("ActiveState") == "active"


def test_a_kiosk_only_has_an_agent_and_no_server_and_says_what_stays(kiosk_only: Installed) -> None:
    machine = kiosk_only.machine
    assert f"The event that is there stays, and is not served: {EVENT}" in kiosk_only.said
    assert (machine.property("ActiveState"), machine.property("UnitFileState")) == ("inactive", "disabled")
    assert machine.output("stat", "--format=%U", f"/proc/{machine.property('MainPID', AGENT)}") == "turnout-agent"
    assert machine.output("systemd-analyze", "verify", f"/etc/systemd/system/{AGENT}") == ""


def test_the_kiosk_of_a_kiosk_only_opens_the_agent(kiosk_only: Installed) -> None:
    etc = kiosk_only.machine.root / "etc"
    assert f"\nTURNOUT_KIOSK_URL={AT_AGENT}/kiosk\n" in (etc / "turnout/kiosk.env").read_text()
    assert f'"{AT_AGENT}"' in (etc / "chromium/policies/managed/turnout.json").read_text()


def test_an_agent_that_finds_no_server_says_that_it_is_away(kiosk_only: Installed) -> None:
    machine = kiosk_only.machine
    assert "server_away" in machine.output("curl", "--silent", f"{AT_AGENT}/readyz")
    assert status_of(machine, "/kiosk") == "502"
    assert "Traceback" not in machine.output("journalctl", "--unit", AGENT, "--output", "cat")


def test_an_agent_finds_a_server_that_announces_itself(kiosk_only: Installed) -> None:
    machine = kiosk_only.machine
    machine.run_beside("ip", "link", "add", "venue", "type", "veth", "peer", "name", "outlet")
    machine.run_beside("ip", "address", "add", "10.9.0.1/24", "dev", "venue")
    for end in ("venue", "outlet"):
        machine.run_beside("ip", "link", "set", end, "up")
    machine.output("install", "--mode=0644", "/etc/turnout/tls/ca.pem", "/etc/turnout/agent-ca.pem")
    append(machine, "etc/turnout/kiosk-agent.env", "TURNOUT_AGENT_OPTIONS=--ca-cert /etc/turnout/agent-ca.pem")
    machine.output("systemctl", "restart", AGENT)
    start_server_elsewhere(machine)
    assert (machine.root / "var/lib/turnout-agent/event").read_text()
    machine.output("systemctl", "stop", "elsewhere")
    machine.run_beside("ip", "link", "delete", "venue")


def test_an_agent_passes_on_to_the_server_that_its_settings_name(kiosk_only: Installed) -> None:
    machine = kiosk_only.machine
    printer = "--printer 'folder folder=/var/lib/turnout-agent/badges'"
    options = f"--server https://checkin.example.org:8070 --ca-cert /etc/turnout/agent-ca.pem {printer}"
    append(machine, "etc/turnout/kiosk-agent.env", f"TURNOUT_AGENT_OPTIONS={options}")
    machine.output("systemctl", "restart", AGENT)
    start_server_elsewhere(machine)
    assert "Turnout" in machine.output("curl", "--silent", "--fail", f"{AT_AGENT}/kiosk")
    assert status_of(machine, "/agent/v1/printer") == "200"


def test_the_agent_comes_back_after_sigkill(kiosk_only: Installed) -> None:
    machine = kiosk_only.machine
    before = machine.property("MainPID", AGENT)
    machine.output("kill", "-KILL", before)
    wait_until(lambda: machine.property("MainPID", AGENT) not in (before, "0"), 15, "another agent")
    wait_until(lambda: status_of(machine, "/kiosk") == "200", 15, "its answer")


def test_a_second_installation_of_a_kiosk_only_changes_nothing(kiosk_only: Installed) -> None:
    machine = kiosk_only.machine
    before = (listing(machine), machine.property("InvocationID", AGENT))
    said = kiosk_only.install("--kiosk-only")
    assert not any(word in said for word in ("Wrote", "Installing", "Building", "Keeping"))
    assert (listing(machine), machine.property("InvocationID", AGENT)) == before


def test_a_new_kiosk_waits_for_its_server_and_one_used_before_opens_without(kiosk_only: Installed) -> None:
    machine = kiosk_only.machine
    machine.output("systemctl", "stop", "turnout-kiosk", "elsewhere")
    machine.output("rm", "--recursive", "/var/lib/turnout-kiosk/chromium")
    open_devtools(machine)
    machine.output("systemctl", "start", "turnout-kiosk")
    waiting = f"Waiting for Turnout at {AT_AGENT}/kiosk: its server must answer once"
    wait_until(lambda: waiting in waited_for(machine), 10, "the kiosk to say what it waits for")
    assert machine.run("pgrep", "--exact", "cage").returncode == 1

    start_server_elsewhere(machine)
    wait_until(lambda: has_opened_its_door(machine), 30, "the kiosk's browser")
    seen = look_at_kiosk(machine)
    assert (seen["url"], seen["camera"], seen["is_kept"]) == (f"{AT_AGENT}/kiosk", "granted", True)

    machine.output("systemctl", "stop", "turnout-kiosk", "elsewhere", AGENT)
    machine.output("systemctl", "start", "turnout-kiosk")
    waiting = f"Waiting for an answer at {AT_AGENT}/kiosk"
    wait_until(lambda: waiting in waited_for(machine), 10, "the kiosk to say what it waits for")
    machine.output("systemctl", "start", AGENT)
    wait_until(lambda: has_opened_its_door(machine), 30, "the kiosk's browser")
    assert status_of(machine, "/kiosk") == "502"
    assert look_at_kiosk(machine)["url"] == f"{AT_AGENT}/kiosk"


def test_a_kiosk_only_becomes_a_server_again_when_it_is_meant(kiosk_only: Installed) -> None:
    machine = kiosk_only.machine
    known = facts(machine)
    assert "sudo systemctl disable --now turnout-kiosk-agent'" in refused(machine, kiosk_only.wheel)
    machine.output("systemctl", "disable", "--now", AGENT)
    append(machine, "etc/turnout/kiosk.env", "# a change of ours")
    said = kiosk_only.install()
    assert "write TURNOUT_KIOSK_URL=http://localhost:8080/kiosk there and run this again." in said
    assert (machine.property("ActiveState"), machine.property("ActiveState", AGENT)) == ("active", "inactive")
    assert (machine.root / "etc/turnout/kiosk.env").read_text().endswith("# a change of ours\n")
    assert facts(machine)[: len(known)] == known
