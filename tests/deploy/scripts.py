"""What can be said of deploy/raspi without running it. Run by `make test-deploy`, not by `make test`."""

from __future__ import annotations

import json
import subprocess

import pytest
from machine import RASPI

SCRIPTS = ("install.sh", "kiosk-session", "turnout-as-its-user")


@pytest.mark.parametrize("script", SCRIPTS)
def test_shellcheck_finds_nothing(script: str) -> None:
    done = subprocess.run(["shellcheck", RASPI / script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_help_names_every_option() -> None:
    source = (RASPI / "install.sh").read_text()
    options = {word for line in source.splitlines() if line.strip().startswith("--") and ")" in line
               for word in line.split(")")[0].split() if word.startswith("--")}  # fmt: skip
    shown = subprocess.run([RASPI / "install.sh", "--help"], capture_output=True, text=True, check=True).stdout
    assert options
    assert {option for option in options if option not in shown} == set()


def test_the_settings_have_the_address_that_install_sh_changes_for_a_kiosk_only() -> None:
    assert "\nTURNOUT_KIOSK_URL=http://localhost:8080/kiosk\n" in (RASPI / "kiosk.env").read_text()
    assert "SERVER_ADDRESS=http://localhost:8080 " in (RASPI / "install.sh").read_text()


def test_the_policy_is_json_that_lets_the_kiosk_alone_use_the_camera() -> None:
    policy = json.loads((RASPI / "chromium-policy.json").read_text())
    assert policy["VideoCaptureAllowedUrls"] == policy["URLAllowlist"] == ["@ORIGIN@"]
    assert policy["URLBlocklist"] == ["*"]


@pytest.mark.parametrize(
    ("unit", "worst"), [("turnout.service", 20), ("turnout-kiosk-agent.service", 17), ("turnout-kiosk.service", 52)]
)
def test_a_unit_is_locked_in(unit: str, worst: int) -> None:
    """systemd's own measure, times ten; lower is safer. A browser needs more than a server."""
    command = ["systemd-analyze", "--offline=true", f"--threshold={worst}", "security", str(RASPI / unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
