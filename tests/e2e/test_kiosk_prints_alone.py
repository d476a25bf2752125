"""A kiosk with its own printer whose server dies: the badge comes out beside it, and the server hears of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import zxingcpp
from agents import agent
from at_event import AtEvent, serve
from browsing import open_kiosk, scan_by_wedge
from kiosks_alone import cut_off
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from server import lasting_port, serving
from waiting import until

from turnout.store import lock

JOBS = "SELECT state, copy FROM badge_jobs JOIN attendees a ON a.id = attendee_id WHERE full_name = ?"


def knows_everybody(kiosk: Page) -> bool:
    """Whether the roster is whole on the device, and the layouts are."""
    return bool(
        kiosk.evaluate(
            """async () => {
                const opened = await new Promise(done => {
                    const request = indexedDB.open("turnout-kiosk");
                    request.onsuccess = () => done(request.result);
                });
                const read = key => new Promise(done => {
                    const request = opened.transaction("kept").objectStore("kept").get(key);
                    request.onsuccess = () => done(request.result);
                });
                const [head, layouts] = [await read("roster_head"), await read("layouts")];
                opened.close();
                return head?.complete === true && layouts !== undefined;
            }"""
        )
    )


def test_a_badge_comes_out_beside_a_kiosk_that_is_cut_off(
    demo: Path, tmp_path: Path, start_browser: Callable[..., Browser]
) -> None:
    out, port = tmp_path / "beside", str(lasting_port())
    with serve(demo, tmp_path, "--port", port) as at_event:
        options = ("--server", at_event.url, "--printer", f"folder folder={out}")
        with agent(tmp_path / "state", *options) as beside:
            kiosk = open_kiosk(start_browser(), AtEvent(beside.base, at_event.path, at_event.command))
            holder = at_event.holder_not_here()
            until(lambda: knows_everybody(kiosk), "the roster is on the device")
            holding = lock.holder(at_event.path)
            assert holding is not None
            os.kill(holding.pid, signal.SIGKILL)
            cut_off(kiosk)  # of a scan that the server may have heard no badge comes out here

            scan_by_wedge(kiosk, holder.ticket)

            expect(kiosk.locator(".result-go h1")).to_contain_text(holder.greeting)
            expect(kiosk.locator(".badge-line")).to_contain_text("Take your badge")
            (paper,) = out.iterdir()
            assert zxingcpp.read_barcode(Image.open(paper)).text == holder.badge

            with serving(at_event.path, "--port", port):
                until(lambda: at_event.rows(JOBS, holder.name) == [("printed", 1)], "the server has heard of the badge")
    assert len(list(out.iterdir())) == 1
