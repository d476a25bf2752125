"""Staff at a kiosk: in by number and PIN, a refusal set aside, a scanner checked, the kiosk shut and opened again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from at_event import AtEvent
from browsing import open_kiosk, scan_by_wedge
from playwright.sync_api import Browser, Page, expect
from waiting import until

from turnout.demo.event import COORDINATOR, STAFF

PIN = "4711"
TEST_CODE = "TURNOUT:test/yzaqwm-0123456789"
ON_A_GERMAN_COMPUTER = "TURNOUTÖtest-zyaqwmß0123456789"


@pytest.fixture
def number(at_event: AtEvent) -> str:
    """What the coordinator types before the PIN."""
    return str(at_event.command.post("/accounts/pin", {"name": COORDINATOR, "pin": PIN})["number"])


def hold_the_stations_name(kiosk: Page, *, by_key: bool = False) -> None:
    door = kiosk.locator(".staff-door")
    if by_key:
        door.focus()
        kiosk.keyboard.down("Enter")
        kiosk.locator(".pin-pad").wait_for()
        kiosk.keyboard.up("Enter")
    else:
        door.hover()
        kiosk.mouse.down()
        kiosk.locator(".pin-pad").wait_for()
        kiosk.mouse.up()


def type_in(kiosk: Page, typed: str) -> None:
    for digit in typed:
        kiosk.locator(".pin-pad").get_by_role("button", name=digit, exact=True).click()
    kiosk.get_by_role("button", name="Staff sign-in").click()


def come_in(kiosk: Page, number: str, *, by_key: bool = False) -> None:
    hold_the_stations_name(kiosk, by_key=by_key)
    type_in(kiosk, number + PIN)
    kiosk.locator(".staff-choices").wait_for()


def refuse_twice_used(kiosk: Page, at_event: AtEvent) -> str:
    """A ticket that has been used, refused; answers whose it is."""
    holder = at_event.holder_not_here()
    scan_by_wedge(kiosk, holder.ticket)
    expect(kiosk.locator(".result-go")).to_be_visible()
    kiosk.wait_for_timeout(2500)  # sooner the same code is the scanner's echo
    scan_by_wedge(kiosk, holder.ticket)
    kiosk.locator(".result-look").get_by_role("button", name="Start again").click()
    return holder.name


def test_a_refusal_is_set_aside_with_a_reason_by_somebody_who_came_in(
    at_event: AtEvent, number: str, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser(), at_event, knows_roster=False)
    name = refuse_twice_used(kiosk, at_event)
    come_in(kiosk, number)
    last = kiosk.locator(".staff-last")
    expect(last).to_contain_text(name)
    expect(last).to_contain_text("H7")
    kiosk.get_by_role("button", name="Let in all the same").click()
    kiosk.get_by_label("Reason").fill("Went out to the car")
    kiosk.get_by_role("button", name="Let in").click()
    expect(kiosk.locator(".result-go")).to_be_visible()
    overrode = at_event.rows(
        "SELECT data ->> 'overrode', actor = (SELECT id FROM accounts WHERE name = ?) FROM log "
        "WHERE kind = 'scan.admitted' ORDER BY seq DESC LIMIT 1",
        COORDINATOR,
    )
    assert overrode == [("already_in", 1)]
    kiosk.locator(".start:not([inert])").wait_for()
    assert name not in kiosk.content()


def test_a_short_press_opens_nothing_and_a_key_that_is_held_does(
    at_event: AtEvent, number: str, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser(), at_event)
    kiosk.locator(".staff-door").click()
    kiosk.wait_for_timeout(2200)
    expect(kiosk.locator(".task")).to_have_count(0)
    come_in(kiosk, number, by_key=True)
    expect(kiosk.get_by_role("heading", name=f"Staff: {COORDINATOR}")).to_be_visible()


def test_five_wrong_pins_close_the_pad_for_a_while(
    at_event: AtEvent, number: str, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser(), at_event)
    hold_the_stations_name(kiosk)
    for _ in range(5):
        type_in(kiosk, f"{number}9999")
        expect(kiosk.locator(".staff-said")).to_contain_text("do not belong together")
        expect(kiosk.locator(".pin-typed")).to_have_text("___ _")
    type_in(kiosk, number + PIN)
    expect(kiosk.locator(".staff-said")).to_contain_text("Too many tries")


def test_somebody_is_looked_up_and_checked_in_by_hand(
    at_event: AtEvent, number: str, start_browser: Callable[..., Browser]
) -> None:
    holder = at_event.holder_not_here()
    kiosk = open_kiosk(start_browser(), at_event)
    come_in(kiosk, number)
    kiosk.get_by_role("button", name="Look somebody up").click()
    kiosk.get_by_label("Name or order").fill(holder.name)
    kiosk.get_by_role("button", name="Search").click()
    kiosk.locator(".staff-person", has_text=holder.name).first.click()
    expect(kiosk.locator(".result-go")).to_contain_text(holder.greeting)


def test_the_kiosk_is_shut_says_so_and_is_opened_again(
    at_event: AtEvent, number: str, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser(), at_event)
    come_in(kiosk, number)
    kiosk.get_by_role("button", name="This kiosk").click()
    kiosk.get_by_role("button", name="Put out of order").click()
    expect(kiosk.get_by_role("button", name="Put back in order")).to_be_visible()
    kiosk.get_by_role("button", name="Back", exact=True).click()
    kiosk.get_by_role("button", name="Back", exact=True).click()
    expect(kiosk.locator(".result-calm")).to_contain_text("This kiosk is closed")
    come_in(kiosk, number)
    kiosk.get_by_role("button", name="This kiosk").click()
    kiosk.get_by_role("button", name="Put back in order").click()
    expect(kiosk.get_by_role("button", name="Put out of order")).to_be_visible()
    kiosk.get_by_role("button", name="Back", exact=True).click()
    kiosk.get_by_role("button", name="Back", exact=True).click()
    kiosk.locator(".start:not([inert])").wait_for()


def test_the_check_of_scanners_names_what_is_wrong_and_records_no_scan(
    at_event: AtEvent, number: str, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser(), at_event)
    come_in(kiosk, number)
    before = at_event.rows("SELECT count(*) FROM log WHERE kind LIKE 'scan.%'")
    kiosk.get_by_role("button", name="Check the scanner").click()
    scan_by_wedge(kiosk, ON_A_GERMAN_COMPUTER)
    expect(kiosk.locator(".check-line.is-look").first).to_contain_text(re.compile("QWERTZ.*US keyboard"))
    kiosk.wait_for_timeout(1000)  # at once again it would fire twice
    scan_by_wedge(kiosk, TEST_CODE)
    expect(kiosk.locator(".check-line.is-go").first).to_contain_text("types as it should")
    assert at_event.rows("SELECT count(*) FROM log WHERE kind LIKE 'scan.%'") == before


def test_staff_with_a_smaller_role_are_offered_less(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    number = at_event.command.post("/accounts/pin", {"name": STAFF, "pin": PIN})["number"]
    kiosk = open_kiosk(start_browser(), at_event)
    come_in(kiosk, str(number))
    expect(kiosk.get_by_role("button", name="Check the scanner")).to_be_visible()
    expect(kiosk.get_by_role("button", name="Look somebody up")).to_have_count(0)


IN_USE = "document.querySelector('video').srcObject?.getVideoTracks()[0]?.label"


def test_the_camera_that_staff_choose_is_used_and_stays_chosen(
    at_event: AtEvent, number: str, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser("--use-fake-device-for-media-stream=device-count=2"), at_event)
    first = "fake_device_0"
    until(lambda: kiosk.evaluate(IN_USE) == first, "the browser's choice is in use")
    come_in(kiosk, number)
    kiosk.get_by_role("button", name="This kiosk").click()
    expect(kiosk.get_by_role("button", name=first, pressed=True)).to_be_visible()
    other = kiosk.get_by_role("group", name="Camera").get_by_role("button", pressed=False)
    chosen = other.inner_text()
    other.click()
    expect(kiosk.get_by_role("button", name=chosen, pressed=True)).to_be_visible()
    until(lambda: kiosk.evaluate(IN_USE) == chosen, "the chosen camera is in use")
    kiosk.reload()
    kiosk.locator(".start").wait_for()
    until(lambda: kiosk.evaluate(IN_USE) == chosen, "the chosen camera is in use after a reload")
