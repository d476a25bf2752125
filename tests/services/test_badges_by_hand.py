"""What a person decides about a badge job, and the report on the badges of a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, chance_of, put_attendee, scan
from on_the_log import kinds, last, seq

from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import BadgeConfirmed, BadgeQueued, BadgeRetried, BadgeVoided, DataExported
from turnout.domain.model import Attendee, Direction, Role, Station, StationMode
from turnout.services import badge_report, badges_by_hand, bulk_printing, pickups, trial_badges
from turnout.services import printing as jobs
from turnout.services.badge_report import Missing
from turnout.services.bulk_printing import Wanted
from turnout.services.event import Caller, Event
from turnout.services.pickups import Became
from turnout.services.registration import Registered
from turnout.store import badge_jobs, maintenance, printers
from turnout.store.badge_jobs import Job
from turnout.store.badge_report import Repeat
from turnout.store.preprinted import Placing

DESK = caller(Role.DESK)
SPOOLER = Caller("spooler", Role.STATION, Station("spooler", "Spooler", StationMode.SPOOLER, "venue"))


def arrive(event: Event, registered: Registered, entrance: Caller) -> Job:
    answer = scan(event, registered.ticket.code, entrance, NOW, scan_id=f"scan-{registered.attendee.id}")
    assert answer.job is not None
    return answer.job


def report(event: Event, job_id: str, state: JobState, why: str = "") -> None:
    jobs.report(event, job_id, f"{state}-{seq(event)}", state, why, SPOOLER, NOW, NOW)


def printed_as(event: Event, job: Job, state: JobState, why: str = "") -> Job:
    work = jobs.claim(event, job.printer_id, "spooler", NOW)
    assert work is not None
    assert work.job.id == job.id
    report(event, job.id, JobState.SENDING)
    report(event, job.id, state, why)
    return job


def state_of(event: Event, job_id: str) -> JobState:
    found = badge_jobs.find(event.reader, job_id)
    assert found is not None
    return found.state


def test_whoever_saw_the_badge_come_out_says_so(printing: Event, grace: Registered, entrance: Caller) -> None:
    job = printed_as(printing, arrive(printing, grace, entrance), JobState.UNKNOWN)
    for _ in range(2):
        assert badges_by_hand.came_out(printing, job.id, DESK, NOW) is JobState.PRINTED
    assert (last(printing).fact, last(printing).actor) == (BadgeConfirmed(job.id), "desk")
    assert kinds(printing).count("badge.confirmed") == 1


@pytest.mark.parametrize("ended", [JobState.UNKNOWN, JobState.FAILED])
def test_one_that_did_not_come_out_is_printed_before_what_was_asked_for_later(
    printing: Event, grace: Registered, entrance: Caller, ended: JobState
) -> None:
    job = printed_as(printing, arrive(printing, grace, entrance), ended)
    arrive(printing, put_attendee(printing, Attendee("later", "Somebody Later")), entrance)
    for _ in range(2):
        assert badges_by_hand.retry(printing, job.id, DESK, NOW) is JobState.QUEUED
    assert last(printing).fact == BadgeRetried(job.id)
    work = jobs.claim(printing, "folder", "spooler", NOW)
    assert work is not None
    assert work.job.id == job.id


def test_a_badge_whose_code_was_replaced_is_not_printed_again(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    job = printed_as(printing, arrive(printing, grace, entrance), JobState.FAILED)
    jobs.reprint(printing, "grace", "lost", DESK, NOW, chance_of("lost"))
    with pytest.raises(Conflict, match="The code on this badge has been replaced"):
        badges_by_hand.retry(printing, job.id, DESK, NOW)
    assert badges_by_hand.void(printing, job.id, DESK, NOW) is JobState.VOIDED


def test_a_badge_of_a_printer_that_is_gone_can_only_be_called_off_or_seen(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    job = printed_as(printing, arrive(printing, grace, entrance), JobState.UNKNOWN)
    printing.write(lambda tx: printers.remove(tx.connection, "folder"))
    with pytest.raises(Conflict, match="The printer of this badge is gone"):
        badges_by_hand.retry(printing, job.id, DESK, NOW)
    assert badges_by_hand.came_out(printing, job.id, DESK, NOW) is JobState.PRINTED


def test_nobody_can_say_anything_about_a_badge_that_a_spooler_has_in_hand(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    job = arrive(printing, grace, entrance)
    with pytest.raises(Conflict, match="This badge is queued by now"):
        badges_by_hand.came_out(printing, job.id, DESK, NOW)
    assert jobs.claim(printing, "folder", "spooler", NOW) is not None
    report(printing, job.id, JobState.SENDING)
    for decide in (badges_by_hand.came_out, badges_by_hand.retry, badges_by_hand.void):
        with pytest.raises(Conflict, match="This badge is sending by now"):
            decide(printing, job.id, DESK, NOW)
    with pytest.raises(NotFound, match="There is no such badge job"):
        badges_by_hand.void(printing, "gone", DESK, NOW)


def test_one_that_was_claimed_and_is_called_off_is_not_sent(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    job = arrive(printing, grace, entrance)
    assert jobs.claim(printing, "folder", "spooler", NOW) is not None
    badges_by_hand.void(printing, job.id, DESK, NOW)
    assert last(printing).fact == BadgeVoided(job.id, "staff")
    with pytest.raises(Conflict, match="cannot become sending"):
        report(printing, job.id, JobState.SENDING)


def test_a_badge_that_came_out_badly_is_printed_again_once(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    job = printed_as(printing, arrive(printing, grace, entrance), JobState.PRINTED)
    again = [badges_by_hand.reprint(printing, job.id, "again", DESK, NOW, chance_of("again")) for _ in range(2)]
    assert last(printing).fact == BadgeQueued("grace", "again", grace.badge.id, "folder", 2, "misprint")
    assert again[0].id == again[1].id == "again"
    assert kinds(printing).count("badge.queued") == 2


def test_only_what_came_out_and_is_somebodys_is_printed_again(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    waiting = arrive(printing, grace, entrance)
    trial_badges.ask(printing, "folder", "test", DESK, NOW)
    for job_id in (waiting.id, "test"):
        with pytest.raises(Conflict, match="This badge has not come out"):
            badges_by_hand.reprint(printing, job_id, "again", DESK, NOW, chance_of("again"))


def test_what_was_decided_is_folded_anew_from_the_log(printing: Event, grace: Registered, entrance: Caller) -> None:
    job = printed_as(printing, arrive(printing, grace, entrance), JobState.UNKNOWN)
    badges_by_hand.retry(printing, job.id, DESK, NOW)
    badges_by_hand.void(printing, job.id, DESK, NOW)
    assert state_of(printing, job.id) is JobState.VOIDED
    assert maintenance.differing_projections(printing.file.path) == []


# ---- the report -------------------------------------------------------------------------------------


def test_who_has_several_badges_by_whom_and_why(printing: Event, grace: Registered, entrance: Caller) -> None:
    job = printed_as(printing, arrive(printing, grace, entrance), JobState.PRINTED)
    once = put_attendee(printing, Attendee("once", "Only Once"))
    printed_as(printing, arrive(printing, once, entrance), JobState.PRINTED)
    later = NOW + timedelta(minutes=5)
    again = badges_by_hand.reprint(printing, job.id, "again", DESK, later, chance_of("again"))
    assert badge_report.repeated(printing) == []
    printed_as(printing, again, JobState.UNKNOWN)
    told = ("grace", "Grace Hopper")
    assert badge_report.repeated(printing) == [
        Repeat(*told, NOW, "admitted", "Entrance", "Entrance printer", JobState.PRINTED),
        Repeat(*told, later, "misprint", "desk", "Entrance printer", JobState.UNKNOWN),
    ]


def test_one_printed_again_after_nobody_knew_may_have_come_out_twice(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    job = printed_as(printing, arrive(printing, grace, entrance), JobState.UNKNOWN)
    badges_by_hand.retry(printing, job.id, DESK, NOW)
    printed_as(printing, job, JobState.PRINTED)
    assert [(one.why, one.by) for one in badge_report.repeated(printing)] == [("retried", "desk")]


def test_one_that_failed_and_was_printed_then_is_no_second_badge(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    job = printed_as(printing, arrive(printing, grace, entrance), JobState.FAILED)
    badges_by_hand.retry(printing, job.id, DESK, NOW)
    printed_as(printing, job, JobState.PRINTED)
    assert badge_report.repeated(printing) == []


def test_who_is_inside_without_a_badge_and_which_were_never_collected(
    printing: Event, entrance: Caller, grace: Registered
) -> None:
    people = {name: put_attendee(printing, Attendee(name, name.title())) for name in ("boxed", "taken", "left", "had")}
    bulk_printing.start(printing, "run", "folder", Wanted(), 2, caller(), NOW)
    placings = [Placing("boxed", "A", 1), Placing("taken", "A", 2)]
    bulk_printing.queue(printing, "run", placings, caller(), NOW, chance_of("run"))
    for _ in placings:
        work = jobs.claim(printing, "folder", "spooler", NOW)
        assert work is not None
        report(printing, work.job.id, JobState.SENDING)
        report(printing, work.job.id, JobState.PRINTED)
    pickups.settle(printing, "taken", Became.HANDED_OUT, DESK, NOW, chance_of("taken"))
    scan(printing, people["taken"].ticket.code, caller(), NOW, scan_id="s-taken")
    printed_as(printing, arrive(printing, people["had"], entrance), JobState.PRINTED)
    printed_as(printing, arrive(printing, grace, entrance), JobState.FAILED, "out of ribbon")
    scan(printing, people["left"].ticket.code, caller(), NOW, scan_id="in")
    scan(printing, people["left"].ticket.code, caller(), NOW, scan_id="out", direction=Direction.OUT)
    assert badge_report.missing(printing) == [
        Missing("grace", "Grace Hopper", "Harbour Congress", "failed", "out of ribbon"),
        Missing("boxed", "Boxed", "", "in_its_box", "A 1"),
    ]


def test_a_report_that_is_taken_out_leaves_a_trace(printing: Event, grace: Registered, entrance: Caller) -> None:
    printed_as(printing, arrive(printing, grace, entrance), JobState.FAILED, "out of ribbon")
    table = badge_report.missing_table(printing, caller(), NOW, chance_of("taken out"))
    assert list(table.rows) == [("grace", "Grace Hopper", "Harbour Congress", "failed", "out of ribbon")]
    assert last(printing).fact == DataExported("badges", 1, False)
    badge_report.repeated_table(printing, caller(), NOW, chance_of("taken out again"))
    assert last(printing).fact == DataExported("badges", 0, False)
