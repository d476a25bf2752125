from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from turnout.domain.model import Accepts, Attendee, CodeKind, Direction, Entries, Policy, Ticket
from turnout.domain.roster import (
    Earlier,
    Listed,
    OfflineAdmitted,
    OfflineCase,
    Referred,
    Rules,
    decide,
    estimated_bits,
    is_sealable,
    is_valid,
)

OFFLINE = Path(__file__).parents[2] / "kiosk" / "offline"
TABLE = json.loads((OFFLINE / "cases.json").read_text())
VECTORS = json.loads((OFFLINE / "vectors.json").read_text())
A_TICKET = Ticket("t1", "C", CodeKind.TICKET, "a1")


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def policy_of(told: dict[str, Any]) -> Policy:
    return Policy(
        entries=Entries(told["entries"]),
        times=told["times"],
        accepts=Accepts(told["accepts"]),
        categories=frozenset(told["categories"]),
        opens_at=moment(told["opens_at"]),
        closes_at=moment(told["closes_at"]),
        tolerance_s=told["tolerance_s"],
    )


def case_of(row: dict[str, Any]) -> OfflineCase:
    """A row of the table, laid over its base: the day as the page finds it in the roster's head."""
    base = TABLE["base"]
    head = {**base, **row["head"], "policy": {**base["policy"], **row["head"].get("policy", {})}}
    at = datetime.fromisoformat(row["at"])
    days = [day["day"] for day in head["days"] if day["starts_at"] <= row["at"] < day["ends_at"]]
    listed = row["listed"]
    return OfflineCase(
        listed=None
        if listed is None
        else Listed(
            CodeKind(listed["kind"]),
            listed["category"],
            listed["valid"],
            listed["inside"],
            tuple(listed["days"]),
            listed.get("come", False),
        ),
        rules=Rules(
            policy_of(head["policy"]),
            head["day"],
            head["policy"]["tells_inside"],
            head["rehearsal"],
            frozenset(head["passing"]),
        ),
        at=at,
        day=days[0] if days else "",
        direction=Direction(row["direction"]),
        earlier=tuple(
            Earlier(one["day"], Direction(one["direction"]), one.get("shown", False)) for one in row["earlier"]
        ),
    )


@pytest.mark.parametrize("row", TABLE["cases"], ids=lambda row: row["name"])
def test_what_a_station_does_while_it_is_cut_off(row: dict[str, Any]) -> None:
    outcome = decide(case_of(row))
    told = row["expect"]
    if told["outcome"] == "admitted":
        assert outcome == OfflineAdmitted(told["again"])
    else:
        assert isinstance(outcome, Referred)
        assert outcome.reason == told["reason"]


def test_every_reason_to_send_somebody_to_the_desk_stands_in_the_table() -> None:
    from turnout.domain.roster import Referral

    told = {row["expect"].get("reason") for row in TABLE["cases"]} - {None}
    assert told == set(Referral)


@pytest.mark.parametrize(
    ("ticket", "attendee", "valid"),
    [
        (A_TICKET, Attendee("a1", "Zoë"), True),
        (Ticket("t1", "C", CodeKind.TICKET, "a1", is_revoked=True), Attendee("a1", "Zoë"), False),
        (A_TICKET, Attendee("a1", "Zoë", is_cancelled=True), False),
        (A_TICKET, Attendee("a1", "Zoë", is_blocked=True), False),
        (A_TICKET, Attendee("a1", "Zoë", is_paid=False), False),
    ],
)
def test_what_stands_against_a_code_whatever_the_door(ticket: Ticket, attendee: Attendee, valid: bool) -> None:
    assert is_valid(ticket, attendee) is valid


@pytest.mark.parametrize("row", VECTORS["sealable"], ids=lambda row: row["code"])
def test_which_codes_of_other_systems_are_long_enough_to_seal_with(row: dict[str, Any]) -> None:
    assert is_sealable(row["code"]) is row["is_sealable"]


def test_repeats_and_steps_are_worth_little() -> None:
    assert estimated_bits("11111111") < estimated_bits("12345678") + 1 < estimated_bits("18273645")
    assert estimated_bits("") == 0
