"""Badge jobs: asked for once, claimed in order under a lease, reported on, reprinted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, chance_of, put_attendee, put_station, scan
from on_the_log import facts, kinds, last, seq

from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import (
    BadgeQueued,
    BadgeSending,
    BadgeUnknown,
    BadgeVoided,
    PrinterChanged,
    ScanRefused,
    TicketRevoked,
)
from turnout.domain.model import Attendee, Role, Station, StationMode
from turnout.services import badges_by_hand
from turnout.services import printing as service
from turnout.services.event import Caller, Event
from turnout.services.printing import CLAIM_LEASE, LEASE
from turnout.services.registration import Registered
from turnout.store import badge_jobs, layouts, pictures, printers
from turnout.store.badge_jobs import Job

SPOOLER = Caller("spooler", Role.STATION, Station("spooler", "Spooler", StationMode.SPOOLER, "venue"))
DESK = Caller("desk", Role.DESK, Station("desk", "Desk", StationMode.DESK, "venue", "entrance"))


def queue(event: Event, registered: Registered, entrance: Caller) -> Job:
    answer = scan(event, registered.ticket.code, entrance, NOW, scan_id=f"scan-{registered.attendee.id}")
    assert answer.job is not None
    return answer.job


def claim(event: Event) -> Job:
    work = service.claim(event, "folder", "spooler", NOW)
    assert work is not None
    return work.job


def send(event: Event) -> Job:
    """Claim a job, and say that it is being sent."""
    job = claim(event)
    assert report(event, job, "sends", JobState.SENDING) == JobState.SENDING
    return job


def report(event: Event, job: Job, report_id: str, state: JobState, why: str = "") -> JobState:
    return service.report(event, job.id, report_id, state, why, SPOOLER, NOW, NOW, spooler="spooler")


def state_of(event: Event, job: Job) -> JobState:
    found = badge_jobs.find(event.reader, job.id)
    assert found is not None
    return found.state


# ---- asking -----------------------------------------------------------------------------------------


def test_an_admission_at_an_entrance_asks_for_a_badge_once(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    job = queue(printing, grace, entrance)
    stated = last(printing)
    assert stated.fact == BadgeQueued("grace", job.id, grace.badge.id, "folder")
    assert stated.cause == "scan-grace"
    assert (job.state, job.printer_name, job.scan_id) == (JobState.QUEUED, "Entrance printer", "scan-grace")
    assert badge_jobs.find(printing.reader, job.id) == job
    again = scan(printing, grace.ticket.code, entrance, NOW, scan_id="scan-grace", now=NOW + timedelta(hours=1))
    assert again.job == job
    assert kinds(printing).count("badge.queued") == 1


def test_coming_in_again_prints_no_second_badge(printing: Event, grace: Registered, entrance: Caller) -> None:
    queue(printing, grace, entrance)
    forgot = scan(printing, grace.ticket.code, caller(), NOW, scan_id="s2", override_reason="stepped out")
    override = scan(printing, grace.ticket.code, DESK, NOW, scan_id="s3", override_reason="stepped out")
    assert (forgot.job, override.job) == (None, None)


def test_a_door_prints_nothing(printing: Event, grace: Registered) -> None:
    assert scan(printing, grace.ticket.code, put_station(printing, "door"), NOW, scan_id="s1").job is None


def test_paper_never_holds_up_the_door(printing: Event, grace: Registered, entrance: Caller) -> None:
    printing.write(lambda tx: tx.execute("DELETE FROM printers"))
    answer = scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1")
    assert (answer.fact.KIND, answer.job) == ("scan.admitted", None)


# ---- claiming ---------------------------------------------------------------------------------------


def test_jobs_are_claimed_in_the_order_they_came(printing: Event, grace: Registered, entrance: Caller) -> None:
    others = [put_attendee(printing, Attendee(f"a{n}", f"Person {n}")) for n in range(3)]
    queued = [queue(printing, registered, entrance).id for registered in (others[2], grace, others[0], others[1])]
    claimed = [claim(printing).id for _ in range(4)]
    assert claimed == queued
    assert service.claim(printing, "folder", "spooler", NOW) is None


def test_a_claim_brings_all_that_a_badge_needs(printing: Event, grace: Registered, entrance: Caller) -> None:
    job = queue(printing, grace, entrance)
    work = service.claim(printing, "folder", "spooler", NOW)
    assert work is not None
    assert (work.job.id, work.lease_until, work.code) == (job.id, NOW + CLAIM_LEASE, grace.badge.code)
    assert work.fields == {
        "name": "Grace Hopper",
        "given_name": "Grace",
        "company": "US Navy",
        "pronouns": "",
        "category": "Visitor",
        "category_id": "visitor",
        "language": "en",
        "event": "Harbour Congress",
    }
    assert "[" in work.layout
    assert work.images == {}
    assert (kinds(printing)[-1], state_of(printing, job)) == ("badge.queued", JobState.QUEUED)
    report(printing, job, "r1", JobState.SENDING)
    assert (kinds(printing)[-1], state_of(printing, job)) == ("badge.sending", JobState.SENDING)


LAYOUT_WITH_LOGO = """
[label]
name = "Logo"
size = "dk-11202"
[[element]]
kind = "image"
x = 0
y = 0
width = 20
height = 20
file = "logo.png"
"""


def test_a_claim_notes_its_layout_and_brings_the_logo_that_it_shows(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    logo = pictures.Picture(b"not looked at here", pictures.Size(4, 4))
    printing.write(lambda tx: layouts.put(tx.connection, "default", LAYOUT_WITH_LOGO))
    printing.write(lambda tx: pictures.put(tx.connection, pictures.LOGO, logo))
    version = layouts.chosen(printing.reader, "visitor").version
    queue(printing, grace, entrance)
    work = service.claim(printing, "folder", "spooler", NOW)
    assert work is not None
    assert (work.layout, work.images) == (LAYOUT_WITH_LOGO, {"logo.png": logo.png})
    assert version >= 1
    printing.write(lambda tx: layouts.put(tx.connection, "default", "another since"))
    report(printing, work.job, "r1", JobState.SENDING)
    assert last(printing).fact == BadgeSending(work.job.id, "folder", "default", version)


def test_a_printer_that_is_not_set_up(printing: Event) -> None:
    with pytest.raises(NotFound) as problem:
        service.claim(printing, "dot-matrix", "spooler", NOW)
    assert problem.value.code == "no_printer"


# ---- reporting --------------------------------------------------------------------------------------


def test_a_report_is_recorded_once(printing: Event, grace: Registered, entrance: Caller) -> None:
    queue(printing, grace, entrance)
    job = claim(printing)
    assert report(printing, job, "r1", JobState.PRINTING) == JobState.PRINTING
    assert report(printing, job, "r2", JobState.PRINTED) == JobState.PRINTED
    before = seq(printing)
    assert report(printing, job, "r1", JobState.PRINTING) == JobState.PRINTED  # late, and told how it stands
    assert report(printing, job, "r2", JobState.PRINTED) == JobState.PRINTED
    assert seq(printing) == before


def test_a_job_that_reached_no_printer_waits_again_at_its_place(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    queue(printing, grace, entrance)
    queue(printing, put_attendee(printing, Attendee("late", "Late")), entrance)
    job = send(printing)
    report(printing, job, "r1", JobState.QUEUED, "no connection")
    assert (kinds(printing)[-1], claim(printing).id) == ("badge.returned", job.id)


@pytest.mark.parametrize(
    ("path", "then"),
    [
        ((), JobState.PRINTED),
        ((JobState.PRINTED,), JobState.FAILED),
        ((JobState.PRINTED,), JobState.QUEUED),
        ((JobState.FAILED,), JobState.PRINTED),
        ((JobState.PRINTING,), JobState.QUEUED),
        ((), JobState.SENDING),
        ((), JobState.QUEUED),
        ((JobState.SENDING,), JobState.SENDING),
    ],
)
def test_a_job_that_moved_on_is_not_moved_back(
    printing: Event, grace: Registered, entrance: Caller, path: tuple[JobState, ...], then: JobState
) -> None:
    job = queue(printing, grace, entrance)
    if path:
        claim(printing)
    for step in path:
        report(printing, job, f"to-{step}", step)
    before = seq(printing)
    with pytest.raises(Conflict) as problem:
        report(printing, job, "r9", then)
    assert (problem.value.code, seq(printing)) == ("job_moved_on", before)


def test_what_no_spooler_reports(printing: Event, grace: Registered, entrance: Caller) -> None:
    job = queue(printing, grace, entrance)
    with pytest.raises(BadInput):
        report(printing, job, "r1", JobState.VOIDED)
    with pytest.raises(NotFound):
        service.report(printing, "nothing", "r1", JobState.PRINTED, "", SPOOLER, NOW, NOW)


def test_a_spooler_that_is_gone_leaves_the_job_unknown(printing: Event, grace: Registered, entrance: Caller) -> None:
    queue(printing, grace, entrance)
    job = send(printing)
    assert service.end_stale_leases(printing, NOW + LEASE) == []
    late = NOW + LEASE + timedelta(seconds=1)
    assert service.end_stale_leases(printing, late) == [job.id]
    assert service.end_stale_leases(printing, late) == []
    assert last(printing).fact == BadgeUnknown(job.id, "the spooler stopped in the middle of it")
    assert report(printing, job, "r1", JobState.PRINTED) == JobState.PRINTED  # it came back, and knows


def test_a_job_that_was_claimed_and_not_sent_waits_again(printing: Event, grace: Registered, entrance: Caller) -> None:
    queue(printing, grace, entrance)
    job, before = claim(printing), seq(printing)
    assert service.claim(printing, "folder", "spooler", NOW) is None
    late = NOW + CLAIM_LEASE + timedelta(seconds=1)
    assert service.end_stale_leases(printing, late) == [job.id]
    assert (claim(printing), seq(printing)) == (job, before)


def test_of_what_a_spooler_held_that_was_started_anew(printing: Event, entrance: Caller) -> None:
    """What it had begun is unknown; what it had only claimed is handed out again, and nobody may send it twice."""
    for number in range(3):
        queue(printing, put_attendee(printing, Attendee(f"a{number}", f"Person {number}")), entrance)
    sent, claimed = send(printing), claim(printing)
    work = service.claim(printing, "folder", "its successor", NOW)
    assert work is not None
    assert work.job.id == claimed.id
    assert last(printing).fact == BadgeUnknown(sent.id, "the spooler stopped in the middle of it")
    with pytest.raises(Conflict) as problem:
        report(printing, claimed, "late", JobState.SENDING)
    assert problem.value.code == "job_moved_on"
    now = service.report(printing, claimed.id, "r1", JobState.SENDING, "", SPOOLER, NOW, NOW, spooler="its successor")
    assert now == JobState.SENDING


def test_a_late_word_of_an_earlier_spooler_does_not_touch_what_another_prints(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    queue(printing, grace, entrance)
    job = send(printing)
    late = NOW + LEASE + timedelta(seconds=1)
    service.end_stale_leases(printing, late)
    badges_by_hand.retry(printing, job.id, DESK, late)
    work = service.claim(printing, "folder", "another", late)
    assert work is not None
    service.report(printing, job.id, "r9", JobState.SENDING, "", SPOOLER, late, late, spooler="another")
    with pytest.raises(Conflict) as problem:
        report(printing, job, "late", JobState.QUEUED)
    assert (problem.value.code, state_of(printing, job)) == ("job_moved_on", JobState.SENDING)
    done = service.report(printing, job.id, "r10", JobState.PRINTED, "", SPOOLER, late, late, spooler="another")
    assert done == JobState.PRINTED


def test_what_came_out_was_sent(printing: Event, grace: Registered, entrance: Caller) -> None:
    job = queue(printing, grace, entrance)
    claim(printing)
    report(printing, job, "r1", JobState.PRINTED)
    assert kinds(printing)[-2:] == ["badge.sending", "badge.printed"]


def test_a_badge_of_nobodys_holds_nobody_up(printing: Event, grace: Registered, entrance: Caller) -> None:
    erased = put_attendee(printing, Attendee("erased", "Erased"))
    first, second = queue(printing, erased, entrance), queue(printing, grace, entrance)
    printing.write(lambda tx: tx.execute("DELETE FROM tickets WHERE attendee_id = 'erased'"))
    assert claim(printing).id == second.id
    assert state_of(printing, first) == JobState.VOIDED


def test_a_report_of_printing_renews_the_lease(printing: Event, grace: Registered, entrance: Caller) -> None:
    queue(printing, grace, entrance)
    job = claim(printing)
    later = NOW + LEASE
    service.report(printing, job.id, "r1", JobState.PRINTING, "", SPOOLER, later, later)
    assert service.end_stale_leases(printing, NOW + LEASE + timedelta(seconds=1)) == []


# ---- reprinting -------------------------------------------------------------------------------------


def test_a_misprint_is_printed_again_with_the_same_code(printing: Event, grace: Registered, entrance: Caller) -> None:
    queue(printing, grace, entrance)
    job = service.reprint(printing, "grace", "misprint", DESK, NOW, chance_of("reprint"))
    assert (job.ticket_id, job.copy, job.scan_id) == (grace.badge.id, 2, "")
    assert "ticket.revoked" not in kinds(printing)


def test_a_lost_badge_is_worthless(printing: Event, grace: Registered, entrance: Caller) -> None:
    queue(printing, grace, entrance)
    send(printing)
    job = service.reprint(printing, "grace", "lost", DESK, NOW, chance_of("reprint"))
    assert TicketRevoked("grace", grace.badge.id, "badge lost") in facts(printing)
    printing.write(lambda tx: tx.execute("UPDATE places SET policy = '{}'"))  # a venue that takes badges
    found = scan(printing, grace.badge.code, entrance, NOW, scan_id="s2").fact
    assert isinstance(found, ScanRefused)
    assert found.reason == "revoked"
    work = service.claim(printing, "folder", "spooler", NOW)
    assert work is not None
    assert (work.job.id, work.code != grace.badge.code) == (job.id, True)
    assert scan(printing, work.code, entrance, NOW, scan_id="s3").fact.KIND == "scan.admitted"


def test_what_waits_with_the_code_of_a_lost_badge_is_called_off(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    waiting, before = queue(printing, grace, entrance), seq(printing)
    job = service.reprint(printing, "grace", "lost", DESK, NOW, chance_of("reprint"))
    assert facts(printing, before)[:2] == [
        TicketRevoked("grace", grace.badge.id, "badge lost"),
        BadgeVoided(waiting.id, "badge lost"),
    ]
    assert claim(printing).id == job.id


def test_a_badge_that_comes_back_from_its_printer_with_a_replaced_code_is_called_off(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    queue(printing, grace, entrance)
    in_hand = send(printing)
    job = service.reprint(printing, "grace", "lost", DESK, NOW, chance_of("reprint"))
    report(printing, in_hand, "returns", JobState.QUEUED)
    assert claim(printing).id == job.id
    assert last(printing).fact == BadgeVoided(in_hand.id, "its code was replaced")


def test_a_reprint_that_cannot_be(printing: Event, grace: Registered) -> None:
    before = seq(printing)
    nowhere = Caller("desk", Role.DESK, Station("far", "Far", StationMode.DESK, "venue", "attic"))
    with pytest.raises(Conflict) as problem:
        service.reprint(printing, "grace", "lost", nowhere, NOW, chance_of("reprint"))
    assert problem.value.code == "no_printer"
    with pytest.raises(NotFound):
        service.reprint(printing, "nobody", "lost", DESK, NOW, chance_of("reprint"))
    with pytest.raises(BadInput):
        service.reprint(printing, "grace", "stolen", DESK, NOW, chance_of("reprint"))
    assert seq(printing) == before  # the old badge was not revoked for nothing


# ---- printers ---------------------------------------------------------------------------------------


def test_only_a_change_of_a_printer_is_a_fact(printing: Event) -> None:
    for seconds, (state, message) in enumerate([("ready", ""), ("ready", ""), ("fault", "Out of labels")]):
        service.note_printer(printing, "folder", state, message, SPOOLER, NOW + timedelta(seconds=seconds))
    changes = [fact for fact in facts(printing) if isinstance(fact, PrinterChanged)]
    assert changes == [PrinterChanged("folder", "ready"), PrinterChanged("folder", "fault")]
    report = printers.reports(printing.reader)[0]
    assert (report.state, report.message) == ("fault", "Out of labels")


def test_a_printer_may_change_again_while_the_clock_stands(printing: Event) -> None:
    for state in ("ready", "fault", "ready"):
        service.note_printer(printing, "folder", state, "", SPOOLER, NOW)
    assert kinds(printing).count("printer.changed") == 3


def test_nothing_is_noted_of_a_printer_that_is_not_set_up(printing: Event) -> None:
    with pytest.raises(NotFound):
        service.note_printer(printing, "dot-matrix", "ready", "", SPOOLER, NOW)
    assert "printer.changed" not in kinds(printing)
