"""The spooler as a process, against a server that speaks the contract."""

import io
import os
import signal
import ssl
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
import zxingcpp
from contract_server import TOKEN, Book
from ipp_printer import EmulatedPrinter
from PIL import Image
from pwg_reader import read_pages
from spooled import CODE, NAME, Spooler, job
from waiting import eventually

from badges.layout import bundled

SLOW_S = 4.0
"""How long a badge takes that something happens in the middle of."""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def book(out: Path, tmp_path: Path) -> Iterator[Book]:
    """A server with one flaky printer, p1, that a word in the file `switch` puts into a fault."""
    options = {"folder": str(out), "switch": str(tmp_path / "switch")}
    served = Book([{"id": "p1", "name": "Entrance", "kind": "flaky", "options": options}])
    served.open()
    yield served
    served.close()


def papers(out: Path) -> list[str]:
    return sorted(path.stem for path in out.glob("*.png")) if out.exists() else []


def test_jobs_are_printed_in_order_and_reported(book: Book, spooler: Spooler, out: Path) -> None:
    for number in range(3):
        book.add(job(f"j{number}"))
    assert book.wait_for("j2", "printed")
    assert book.claims == ["j0", "j1", "j2"]
    assert book.states == {f"j{number}": ["queued", "sending", "printing", "printed"] for number in range(3)}
    assert papers(out) == ["j0", "j1", "j2"]
    with Image.open(out / "j1.png") as paper:
        assert [found.text for found in zxingcpp.read_barcodes(paper.convert("L"))] == [CODE]
    assert book.statuses["p1"][0] == ("ready", "")
    assert spooler.stop() == 0


def test_a_badge_reaches_a_real_printer(book: Book, tmp_path: Path, ipp_printer: EmulatedPrinter) -> None:
    book.printers.append({"id": "p2", "name": "Desk", "kind": "ipp", "options": {"uri": ipp_printer.uri}})
    spooler = Spooler(book.url, tmp_path / "log")
    try:
        book.add(job("j1", "p2"))
        assert book.wait_for("j1", "printed")
        (page,) = read_pages(ipp_printer.papers()[0])
        assert [found.text for found in zxingcpp.read_barcodes(page.image.convert("L"))] == [CODE]
        assert spooler.stop() == 0
    finally:
        spooler.process.kill()
        spooler.process.wait()


def test_a_printer_that_hangs_is_silent_within_seconds_and_ready_again_when_it_wakes(
    book: Book, tmp_path: Path, ipp_printer: EmulatedPrinter
) -> None:
    book.printers[:] = [{"id": "p2", "name": "Desk", "kind": "ipp", "options": {"uri": ipp_printer.uri}}]
    spooler = Spooler(book.url, tmp_path / "log")
    try:
        assert book.wait_for_status("p2", "ready")
        ipp_printer.hang()
        assert book.wait_for_status("p2", "silent", 30)
        book.add(job("j1", "p2"))
        ipp_printer.wake()
        assert book.wait_for("j1", "printed", 40)
        assert len(ipp_printer.papers()) == 1
    finally:
        spooler.process.kill()
        spooler.process.wait()


def test_a_rehearsal_badge_says_so(book: Book, spooler: Spooler, out: Path) -> None:
    book.add(job("real"))
    book.add(job("rehearsed", rehearsal=True))
    assert book.wait_for("rehearsed", "printed")
    assert (out / "real.png").read_bytes() != (out / "rehearsed.png").read_bytes()


def test_a_printer_in_a_fault_gets_no_job_until_it_is_mended(
    book: Book, spooler: Spooler, tmp_path: Path, out: Path
) -> None:
    (tmp_path / "switch").write_text("out_of_paper")
    assert book.wait_for_status("p1", "fault")
    # A claim may be under way from before the fault: then the job comes back to the queue untouched.
    book.add(job("j1"))
    time.sleep(1)
    assert papers(out) == []
    assert set(book.states["j1"]) <= {"queued", "sending"}
    if book.states["j1"][-1] == "queued" and not book.queue:
        book.queue.append(job("j1"))
    (tmp_path / "switch").write_text("")
    assert book.wait_for("j1", "printed")
    assert book.statuses["p1"][-1] == ("ready", "")


def test_what_the_printer_does_not_confirm_is_unknown(book: Book, spooler: Spooler, tmp_path: Path, out: Path) -> None:
    (tmp_path / "switch").write_text("unconfirmed")
    book.add(job("j1"))
    assert book.wait_for("j1", "unknown")
    assert book.reasons["j1"] == "the printer does not confirm"
    assert papers(out) == ["j1"]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (
            {"layout": "[label]"},
            'the badge cannot be drawn: line 1: [label]: name is missing: add name = "..."',
        ),
        ({"code": "x" * 9000}, "the badge cannot be drawn: a code of 9000 characters is too long for a QR symbol"),
        ({"fields": None}, "job key fields is missing or not a dict"),
    ],
)
def test_a_job_that_cannot_be_drawn_fails_and_the_next_one_prints(
    book: Book, spooler: Spooler, other: dict[str, Any], reason: str
) -> None:
    book.add(job("bad", **other))
    book.add(job("good"))
    assert book.wait_for("good", "printed")
    assert book.states["bad"] == ["queued", "failed"]
    assert book.reasons["bad"] == reason


def test_what_is_not_on_the_paper_is_reported_with_the_job(book: Book, spooler: Spooler) -> None:
    book.add(job("j1", fields={"name": "Ana \ue123", "company": "Ł" * 900}))
    assert book.wait_for("j1", "printed")
    assert book.reasons["j1"] == "no font has 1 characters of name; company was cut to fit"


def test_a_report_whose_answer_is_lost_is_told_again_under_the_same_id(book: Book, spooler: Spooler) -> None:
    book.lose_answers = 2
    book.add(job("j1"))
    book.add(job("j2"))
    assert book.wait_for("j2", "printed")
    assert book.states["j1"] == ["queued", "sending", "printing", "printed"]
    assert book.refused == []
    assert len(book.heard) == 6


def test_the_server_goes_away_in_mid_job_and_hears_the_end_when_it_is_back(
    book: Book, tmp_path: Path, out: Path
) -> None:
    book.printers[0]["options"]["slow_s"] = SLOW_S
    spooler = Spooler(book.url, tmp_path / "log")
    try:
        book.add(job("j1"))
        assert book.wait_for("j1", "printing")
        book.close()
        assert eventually(lambda: papers(out) == ["j1"], 20)
        assert book.states["j1"][-1] == "printing"
        book.add(job("j2"))
        book.open()
        assert book.wait_for("j2", "printed")
        assert book.states["j1"] == ["queued", "sending", "printing", "printed"]
        assert book.claims == ["j1", "j2"]
    finally:
        spooler.process.kill()
        spooler.process.wait()


def test_sigterm_in_mid_job_finishes_and_reports_it(book: Book, tmp_path: Path, out: Path) -> None:
    book.printers[0]["options"]["slow_s"] = SLOW_S
    spooler = Spooler(book.url, tmp_path / "log")
    try:
        book.add(job("j1"))
        book.add(job("j2"))
        assert book.wait_for("j1", "printing")
        assert spooler.stop() == 0
        assert book.states == {"j1": ["queued", "sending", "printing", "printed"], "j2": ["queued"]}
        assert papers(out) == ["j1"]
    finally:
        spooler.process.kill()
        spooler.process.wait()


def test_sigkill_in_mid_job_prints_nothing_twice(book: Book, tmp_path: Path, out: Path) -> None:
    book.printers[0]["options"]["slow_s"] = SLOW_S
    spooler = Spooler(book.url, tmp_path / "log")
    try:
        book.add(job("j1"))
        book.add(job("j2"))
        assert book.wait_for("j1", "printing")
        assert spooler.stop(signal.SIGKILL) == -signal.SIGKILL
        book.printers[0]["options"]["slow_s"] = 0.0
        spooler = Spooler(book.url, tmp_path / "log")
        assert book.wait_for("j2", "printed")
        assert book.states["j1"] == ["queued", "sending", "printing"]  # the server's question now
        assert book.claims == ["j1", "j2"]
        assert papers(out) == ["j2"]
    finally:
        spooler.process.kill()
        spooler.process.wait()


def test_the_list_of_printers_is_followed(book: Book, spooler: Spooler, tmp_path: Path) -> None:
    assert book.wait_for_status("p1", "ready")
    second = tmp_path / "second"
    # Its own printer unknown at the next claim, so that it reads the list again before its time.
    book.printers[:] = [{"id": "p2", "name": "Desk", "kind": "folder", "options": {"folder": str(second)}}]
    book.add(job("j1", "p2"))
    assert book.wait_for("j1", "printed", 40)
    assert papers(second) == ["j1"]


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        ("carrier-pigeon", {}, "no driver is called carrier-pigeon"),
        ("folder", {}, "option folder is None: write a text, such as 'run/badges'"),
    ],
)
def test_a_printer_that_cannot_be_made_is_a_fault_that_says_why(
    book: Book, tmp_path: Path, kind: str, options: dict[str, Any], words: str
) -> None:
    book.printers.append({"id": "p2", "name": "Desk", "kind": kind, "options": options})
    spooler = Spooler(book.url, tmp_path / "log")
    try:
        assert book.wait_for_status("p2", "fault")
        assert book.statuses["p2"][0][1].startswith(words)
        book.add(job("j1"))
        assert book.wait_for("j1", "printed")
    finally:
        spooler.process.kill()
        spooler.process.wait()


def test_the_log_names_jobs_and_never_people(book: Book, spooler: Spooler) -> None:
    book.add(job("j1"))
    book.add(job("j2", fields={"name": f"{NAME}\ue123"}, layout=bundled("visitor-62x100")))
    assert book.wait_for("j2", "printed")
    spooler.stop()
    log = spooler.log()
    assert "job j1: printed" in log
    assert "job j2: printed: no font has 1 characters of name" in log
    assert [word for word in (*NAME.split(), "\ue123", CODE, TOKEN) if word in log] == []


TWO_LABELS = """
[label]
name = "Two"
width = 62
height = 29
labels = 2
[[element]]
kind = "image"
x = 0
y = 0
width = 20
height = 20
file = "logo.png"
label = 2
"""


def test_a_badge_of_two_labels_comes_out_as_both_with_the_logo(book: Book, spooler: Spooler, out: Path) -> None:
    logo = io.BytesIO()
    Image.new("1", (8, 8), 0).save(logo, "png")
    book.add(job("j1", layout=TWO_LABELS, images={"logo.png": b64encode(logo.getvalue()).decode()}))
    assert book.wait_for("j1", "printed")
    assert papers(out) == ["j1", "j1-2"]
    with Image.open(out / "j1-2.png") as second:
        assert second.crop((0, 0, 230, 230)).getextrema() == (0, 0)
    assert (book.states["j1"][-2:], book.refused) == (["printing", "printed"], [])


def test_a_badge_whose_second_label_does_not_come_out_has_failed(book: Book, tmp_path: Path, out: Path) -> None:
    book.printers[0]["options"]["refuse_nth"] = 2
    spooler = Spooler(book.url, tmp_path / "log")
    try:
        book.add(job("j1", layout=TWO_LABELS))
        assert book.wait_for("j1", "failed")
        assert book.reasons["j1"].startswith("label 2 of 2: refused on request; ")
        assert papers(out) == ["j1"]
    finally:
        spooler.process.kill()
        spooler.process.wait()


def test_a_missing_logo_holds_up_no_badge_and_is_told(book: Book, spooler: Spooler) -> None:
    book.add(job("j1", layout=TWO_LABELS))
    assert book.wait_for("j1", "printed")
    assert book.reasons["j1"] == "the image logo.png is left out: it is not there"


def test_a_printer_whose_options_change_is_made_anew(book: Book, spooler: Spooler, tmp_path: Path) -> None:
    assert book.wait_for_status("p1", "ready")
    book.printers[0] = {**book.printers[0], "options": {"folder": str(tmp_path / "new")}}
    assert eventually((tmp_path / "new").exists, 30)
    book.add(job("j1"))
    assert book.wait_for("j1", "printed")
    assert papers(tmp_path / "new") == ["j1"]


def test_over_tls_it_speaks_only_to_the_server_it_trusts(book: Book, tmp_path: Path, out: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    book.close()
    book.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(book.tls)
    book.open()
    book.add(job("j1"))
    stranger = Spooler(book.url, tmp_path / "stranger")
    friend = Spooler(book.url, tmp_path / "friend", "--ca-cert", str(tmp_path / "ca.pem"))
    try:
        assert book.wait_for("j1", "printed")
        assert eventually(lambda: "certificate verify failed" in stranger.log(), 20)
        assert friend.stop() == 0
        assert stranger.stop() == 0
    finally:
        for spooler in (stranger, friend):
            spooler.process.kill()
            spooler.process.wait()


def test_it_ends_with_its_parent_when_told_to(book: Book, tmp_path: Path) -> None:
    start = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-m', 'badges.spooler', '--server', sys.argv[1],"
        " '--with-parent'])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with (tmp_path / "log").open("wb") as log:
        parent = subprocess.Popen(
            [sys.executable, "-c", start, book.url],
            env={**os.environ, "TURNOUT_SPOOLER_TOKEN": TOKEN},
            stdout=subprocess.PIPE,
            stderr=log,
        )
    assert isinstance(parent.stdout, io.BufferedIOBase)
    child = int(parent.stdout.readline())
    assert book.wait_for_status("p1", "ready")
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert eventually(lambda: not _is_running(child), 20)


def _is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize(
    ("url", "token", "words"),
    [
        ("http://127.0.0.1:1", "", "TURNOUT_SPOOLER_TOKEN is not set"),
        ("turnout.local", "x", "'turnout.local' is not a server's address"),
    ],
)
def test_it_does_not_begin_without_an_address_and_a_token(tmp_path: Path, url: str, token: str, words: str) -> None:
    spooler = Spooler(url, tmp_path / "log", token=token)
    assert spooler.process.wait(20) == 2
    assert words in spooler.log()
