"""Guessing: who fails ten times in a minute waits, whatever they guess next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from served import PASSWORD, Served

HUB = Path(__file__).with_name("hub_of_guesses.py")
PAIR, SIGN_IN, LINK = "/api/v1/stations/pair", "/api/v1/sign-in", "/api/v1/sign-in/once"


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        (PAIR, {"code": "00000000"}, 404, "pairing_code_unknown"),
        (SIGN_IN, {"name": "Coordinator", "password": "wrong"}, 401, "wrong_password"),
    ],
)
def test_the_eleventh_guess_is_not_looked_at(
    served: Served, path: str, body: dict[str, str], status: int, code: str
) -> None:
    command = served.server.command
    link = command.post("/sign-in/links", {"role": "staff"})["token"]
    good = {
        PAIR: {PAIR: {"code": command.post("/stations", {"name": "Late"})["pairing_code"]}},
        SIGN_IN: {SIGN_IN: {"name": "Coordinator", "password": PASSWORD}, LINK: {"token": link}},  # one limit for both
    }[path]
    guesses = [served.client().post(path, body) for _ in range(10)]
    assert {(guess.status, guess.error) for guess in guesses} == {(status, code)}
    for way, right in good.items():
        late = served.client().post(way, right)
        assert (late.status, late.error) == (429, "too_many_tries")
        assert late.json["error"]["remedy"].startswith("Wait ")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a hub saw on which many guessed at once."""
    done = subprocess.run(
        [sys.executable, "-W", "error", HUB, tmp_path_factory.mktemp("hub") / "congress.db"],
        env=os.environ | {"PYTHONPATH": str(HUB.parents[1])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_everybody_is_served_while_passwords_and_pins_are_hashed(seen: dict[str, Any]) -> None:
    assert seen["everybody_was_served"]


def test_of_thirty_guesses_at_once_ten_are_looked_at(seen: dict[str, Any]) -> None:
    assert seen["sign_ins"] == {"wrong_password": 10, "too_many_tries": 20}
    assert seen["sign_ins_hashed"] == 10


def test_of_twelve_pins_at_once_five_are_wrong_and_the_others_wait(seen: dict[str, Any]) -> None:
    assert seen["pins"] == {"wrong_pin": 5, "too_many_tries": 7}
    assert seen["pins_hashed"] == 12


def test_a_pin_typed_during_the_pause_is_not_hashed(seen: dict[str, Any]) -> None:
    assert seen["late_pin"] == {"too_many_tries": 1}
    assert seen["late_pin_hashed"] == 0
