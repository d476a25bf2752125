"""Guessing: who fails ten times in a minute waits, whatever they guess next."""

from __future__ import annotations

import pytest
from served import PASSWORD, Served


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/api/v1/stations/pair", {"code": "00000000"}, 404, "pairing_code_unknown"),
        ("/api/v1/sign-in", {"name": "Coordinator", "password": "wrong"}, 401, "wrong_password"),
    ],
)
def test_the_eleventh_guess_is_not_looked_at(
    served: Served, path: str, body: dict[str, str], status: int, code: str
) -> None:
    good = {
        "/api/v1/stations/pair": {"code": served.server.command.post("/stations", {"name": "Late"})["pairing_code"]},
        "/api/v1/sign-in": {"name": "Coordinator", "password": PASSWORD},
    }[path]
    guesses = [served.client().post(path, body) for _ in range(10)]
    assert {(guess.status, guess.error) for guess in guesses} == {(status, code)}
    late = served.client().post(path, good)
    assert (late.status, late.error) == (429, "too_many_tries")
    assert late.json["error"]["remedy"].startswith("Wait ")


def test_links_are_guessed_within_the_same_limit(served: Served) -> None:
    token = served.server.command.post("/sign-in/links", {"role": "staff"})["token"]
    assert served.client().post("/api/v1/sign-in/once", {"token": token}).status == 429
