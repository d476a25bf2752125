"""Stations: set up on their page, followed by the kiosk; paired by a symbol; wiped when they are revoked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from at_event import AtEvent
from browsing import camera_flags, film_ticket, open_dashboard, open_kiosk, scan_by_wedge
from kiosks_alone import cut_off, has_roster
from playwright.sync_api import Browser, Locator, Page, expect
from test_accessible import violations
from waiting import eventually, until

LEFT_BEHIND = """async () => [
    ...Object.keys(localStorage), ...(await indexedDB.databases()).map(one => one.name), ...await caches.keys(),
    ...(await navigator.serviceWorker.getRegistrations()).map(one => one.scope)
]"""
SLEEP = "() => { const now = Date.now; Date.now = () => now() + 3_600_000; }"
UNPLUG = """() => document.querySelector(".viewfinder video").srcObject.getVideoTracks()
    .forEach(track => { track.stop(); track.dispatchEvent(new Event("ended")); })"""


def open_stations(browser: Browser, at_event: AtEvent, width: int = 1280) -> Page:
    page = open_dashboard(browser, at_event)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{at_event.url}/stations")
    card(page, "Entrance A").wait_for()
    return page


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem", name=name, exact=True)


def change(page: Page, name: str) -> Locator:
    """The form of a station."""
    page.get_by_role("button", name=f"Change: {name}", exact=True).click()
    return page.get_by_role("dialog")


def test_the_kiosk_follows_what_the_dashboard_wants(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    browser = start_browser()
    kiosk = open_kiosk(browser, at_event)
    expect(kiosk.get_by_role("button", name="I have no ticket with me")).to_be_visible()
    page = open_stations(browser, at_event)

    page.get_by_role("button", name="Put out of order: Entrance A").click()
    expect(kiosk.get_by_text("This kiosk is closed")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(kiosk.locator(".start")).to_be_visible()

    form = change(page, "Entrance A")
    form.get_by_label("Name").fill("North gate")
    form.get_by_label("I have no ticket with me").uncheck()
    form.get_by_role("button", name="Latviešu earlier").click()
    form.get_by_role("button", name="Latviešu earlier").click()
    form.get_by_role("button", name="Change", exact=True).click()
    expect(kiosk.locator("html")).to_have_attribute("lang", "lv")
    expect(kiosk.get_by_text("North gate")).to_be_visible()
    expect(kiosk.locator(".start-tasks .choice")).to_have_count(1)
    expect(card(page, "North gate")).to_contain_text("Latviešu, English, Polski")


def test_a_kiosk_that_is_moved_while_it_is_cut_off_let_people_in_where_it_stood(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    kiosk = open_kiosk(start_browser(), at_event)
    assert eventually(lambda: has_roster(kiosk), 90)
    kiosk.context.set_offline(True)
    cut_off(kiosk)
    holder = at_event.holder_not_here()
    scan_by_wedge(kiosk, holder.ticket)
    expect(kiosk.locator(".result-go h1")).to_contain_text(holder.greeting)

    page = open_stations(start_browser(), at_event)
    form = change(page, "Entrance A")
    form.get_by_label("Room door").check()
    form.get_by_label("Place").select_option(label="Amber Hall")
    form.get_by_role("button", name="Change", exact=True).click()
    expect(card(page, "Entrance A")).to_contain_text("Amber Hall")

    kiosk.context.set_offline(False)
    told = "SELECT data ->> 'place_id' FROM log WHERE kind = 'scan.admitted' AND data ->> 'cut_off'"
    until(lambda: bool(at_event.rows(told)), "the server has heard of it")
    assert at_event.rows(told) == [("venue",)]


def test_of_two_people_the_second_chooses(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    browser = start_browser()
    one, other = open_stations(browser, at_event), open_stations(browser, at_event)
    mine, theirs = change(one, "Entrance B"), change(other, "Entrance B")
    mine.get_by_label("Name").fill("West gate")
    mine.get_by_label("Room door").check()
    theirs.get_by_label("Name").fill("South gate")
    theirs.get_by_role("button", name="Change", exact=True).click()
    card(one, "South gate").wait_for()

    mine.get_by_role("button", name="Change", exact=True).click()
    newer = mine.locator(".newer")
    expect(newer).to_contain_text("Theirs: South gate")
    expect(newer).to_contain_text("Yours: West gate")
    assert violations(one) == []
    newer.get_by_role("button", name="Save mine").click()
    expect(card(other, "West gate")).to_contain_text("Room door")


def test_a_kiosk_reads_the_symbol_with_its_camera(
    at_event: AtEvent, start_browser: Callable[..., Browser], tmp_path: Path
) -> None:
    address = f"https://somewhere.example/kiosk#pair={at_event.pairing_code('Entrance A')}"
    film = film_ticket(address, tmp_path / "symbol.mjpeg", empty_s=1, shown_s=2)
    browser = start_browser(*camera_flags(film))
    kiosk = browser.new_context(permissions=["camera"], locale="en-GB").new_page()
    kiosk.goto(f"{at_event.url}/kiosk")
    expect(kiosk.locator(".start")).to_be_visible(timeout=30_000)
    expect(kiosk.get_by_text("Entrance A")).to_be_visible()


def test_a_hand_scanner_reads_the_symbol_and_no_ticket_pairs(
    at_event: AtEvent, start_browser: Callable[..., Browser]
) -> None:
    kiosk = start_browser().new_context(locale="en-GB").new_page()
    kiosk.goto(f"{at_event.url}/kiosk")
    kiosk.locator(".pairing").wait_for()
    kiosk.keyboard.type("AB", delay=90)  # as a hand does
    expect(kiosk.get_by_text("6 characters to go")).to_be_visible()
    scan_by_wedge(kiosk, at_event.holder_not_here().ticket)
    expect(kiosk.get_by_text("8 characters to go")).to_be_visible()
    scan_by_wedge(kiosk, f"{at_event.url}/kiosk#pair={at_event.pairing_code('Entrance B')}")
    expect(kiosk.get_by_text("Entrance B")).to_be_visible()


def test_a_tablet_that_opens_the_address_pairs_itself(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    tablet = start_browser().new_context(locale="en-GB").new_page()
    tablet.goto(f"{at_event.url}/kiosk#pair={at_event.pairing_code('Entrance A')}")
    expect(tablet.get_by_text("Entrance A")).to_be_visible()
    assert tablet.url == f"{at_event.url}/kiosk"
    tablet.reload()
    expect(tablet.get_by_text("Entrance A")).to_be_visible()


def test_a_revoked_kiosk_keeps_nothing(at_event: AtEvent, start_browser: Callable[..., Browser]) -> None:
    browser = start_browser()
    kiosk = open_kiosk(browser, at_event)
    scan_by_wedge(kiosk, at_event.holder_not_here().ticket)
    kiosk.locator(".result-go").wait_for()
    assert kiosk.evaluate(LEFT_BEHIND) != []
    page = open_stations(browser, at_event)
    page.get_by_role("button", name="Revoke: Entrance A").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()

    expect(kiosk.locator(".pairing")).to_be_visible()
    expect(card(page, "Entrance A")).to_contain_text("Revoked")
    # the page that asks to be paired is a new one: what it keeps is its own, and nothing of the station
    assert [one for one in kiosk.context.cookies() if one["name"] == "turnout_station"] == []
    assert kiosk.evaluate("() => localStorage.getItem('turnout.station_seq')") is None


def test_a_kiosk_takes_up_again_after_a_sleep_and_a_lost_camera(
    at_event: AtEvent, start_browser: Callable[..., Browser], tmp_path: Path
) -> None:
    film = film_ticket("NOBODY", tmp_path / "empty.mjpeg", empty_s=2, shown_s=0)
    kiosk = open_kiosk(start_browser(*camera_flags(film)), at_event)
    expect(kiosk.locator(".viewfinder video")).to_be_visible()

    kiosk.evaluate(UNPLUG)
    expect(kiosk.locator(".viewfinder video")).to_be_hidden()
    expect(kiosk.locator(".viewfinder video")).to_be_visible(timeout=15_000)

    scan_by_wedge(kiosk, at_event.holder_not_here().ticket)
    kiosk.locator(".result-go").wait_for()
    with kiosk.expect_request("**/station/heartbeat"), kiosk.expect_websocket():
        kiosk.evaluate(SLEEP)
    expect(kiosk.locator(".result-go")).to_have_count(0)
    expect(kiosk.locator(".viewfinder video")).to_be_visible(timeout=15_000)
