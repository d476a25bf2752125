"""Readiness of a room: ticks, sign-off, reopening."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from turnout.domain.readiness import (
    DEFAULT_ITEMS,
    NOTHING_DONE,
    Mark,
    Readiness,
    ReadinessState,
    due_at,
    reopen,
    set_item,
    sign_off,
)

AT = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
ADA, BO = Mark("ada", AT, 1), Mark("bo", AT + timedelta(minutes=1), 2)


def test_nothing_is_done_in_the_beginning() -> None:
    assert NOTHING_DONE.state() is ReadinessState.NOT_STARTED
    assert NOTHING_DONE.open_items(("seats", "water")) == ("seats", "water")


def test_a_ticked_item_has_its_mark() -> None:
    ticked = set_item(NOTHING_DONE, "seats", True, ADA)
    assert ticked == Readiness({"seats": ADA})
    assert ticked.state() is ReadinessState.IN_PROGRESS
    assert ticked.open_items(("doors", "seats", "water")) == ("doors", "water")


def test_ticking_again_takes_the_newer_mark() -> None:
    ticked = set_item(NOTHING_DONE, "seats", True, ADA)
    assert set_item(ticked, "seats", True, BO) == Readiness({"seats": BO})


def test_a_room_signed_off_is_ready() -> None:
    ready = sign_off(set_item(NOTHING_DONE, "seats", True, ADA), BO)
    assert ready == Readiness({"seats": ADA}, BO)
    assert ready.state() is ReadinessState.READY


def test_ticking_more_leaves_the_sign_off() -> None:
    assert set_item(sign_off(NOTHING_DONE, ADA), "water", True, BO) == Readiness({"water": BO}, ADA)


def test_unticking_takes_the_sign_off_back() -> None:
    ready = sign_off(set_item(NOTHING_DONE, "seats", True, ADA), ADA)
    assert set_item(ready, "seats", False, BO) == NOTHING_DONE


def test_reopening_keeps_the_ticks() -> None:
    ready = sign_off(set_item(NOTHING_DONE, "seats", True, ADA), BO)
    assert reopen(ready) == Readiness({"seats": ADA})


def test_a_room_is_due_a_quarter_of_an_hour_before() -> None:
    assert due_at(AT) == AT - timedelta(minutes=15)


def test_the_checklist_to_begin_with_has_ids_of_its_own() -> None:
    assert [item for item, _ in DEFAULT_ITEMS] == ["doors", "seats", "projector", "microphone", "water", "speaker"]
