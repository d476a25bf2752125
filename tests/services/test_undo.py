"""Taking an admission back: people, counts and entries are as if it had not been."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, put_room, put_station, scan
from on_the_log import inside, kinds, last, seq

from turnout.domain.badge_jobs import JobState
from turnout.domain.errors import Conflict, NotFound
from turnout.domain.facts import BadgeVoided, ScanAdmitted, ScanUndone
from turnout.domain.model import Role
from turnout.services import printing as printing_service
from turnout.services import scanning
from turnout.services.event import Caller, Event
from turnout.services.registration import Registered
from turnout.store import badge_jobs, reports

STAFF = caller(Role.STAFF)
LATER = NOW + timedelta(minutes=1)


def test_an_undone_admission_uses_up_no_entry(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    scanning.undo(event, "s1", "u1", STAFF, LATER)
    assert (inside(event), reports.arrived(event.reader)) == (0, 0)
    assert event.reader.execute("SELECT count(*) FROM entries").fetchone()[0] == 0
    answer = scan(event, ada.ticket.code, gate, LATER, scan_id="s2")
    assert isinstance(answer.fact, ScanAdmitted)
    assert not answer.fact.again


def test_an_undone_move_lays_the_one_before_bare(event: Event, ada: Registered, gate: Caller) -> None:
    put_room(event, "hall")
    door = put_station(event, "door", place_id="hall")
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    scan(event, ada.badge.code, door, LATER, scan_id="s2", place_id="hall")
    assert (inside(event), inside(event, "hall")) == (1, 1)
    scanning.undo(event, "s2", "u1", STAFF, LATER)
    assert (inside(event), inside(event, "hall")) == (1, 0)


def test_the_same_undo_again_changes_nothing(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    at = scanning.undo(event, "s1", "u1", STAFF, NOW)
    assert scanning.undo(event, "s1", "u1", STAFF, LATER) == at == seq(event)
    stated = last(event)
    assert stated.fact == ScanUndone("ada", "s1")
    assert (stated.cause, stated.actor) == ("s1", "staff")


def test_a_second_undo_is_told_that_it_is_done(event: Event, ada: Registered, gate: Caller) -> None:
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    scanning.undo(event, "s1", "u1", STAFF, NOW)
    with pytest.raises(Conflict) as problem:
        scanning.undo(event, "s1", "u2", caller(), LATER)
    assert (problem.value.code, kinds(event).count("scan.undone")) == ("already_undone", 1)


def test_an_undo_id_belongs_to_one_scan(event: Event, ada: Registered, gate: Caller) -> None:
    put_room(event, "hall")
    scan(event, ada.ticket.code, gate, NOW, scan_id="s1")
    scan(event, ada.ticket.code, gate, NOW, scan_id="s2", place_id="hall")
    scanning.undo(event, "s1", "u1", STAFF, NOW)
    with pytest.raises(Conflict) as problem:
        scanning.undo(event, "s2", "u1", STAFF, NOW)
    assert problem.value.code == "undo_id_reused"


def test_only_an_admission_is_undone(event: Event, gate: Caller) -> None:
    scan(event, "nobody's", gate, NOW, scan_id="s1")
    for scan_id in ("s1", "never"):
        with pytest.raises(NotFound):
            scanning.undo(event, scan_id, "u1", STAFF, NOW)


def test_a_badge_that_still_waits_is_voided(printing: Event, grace: Registered, entrance: Caller) -> None:
    job = scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1").job
    assert job is not None
    scanning.undo(printing, "s1", "u1", STAFF, NOW)
    assert last(printing).fact == BadgeVoided(job.id, "scan undone")
    assert printing_service.claim(printing, "folder", "spooler", NOW) is None


def test_a_badge_that_is_claimed_and_not_sent_is_not_sent_after_all(
    printing: Event, grace: Registered, entrance: Caller
) -> None:
    job = scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1").job
    assert job is not None
    assert printing_service.claim(printing, "folder", "spooler", NOW) is not None
    scanning.undo(printing, "s1", "u1", STAFF, NOW)
    with pytest.raises(Conflict):
        printing_service.report(printing, job.id, "r1", JobState.SENDING, "", entrance, NOW, NOW, spooler="spooler")
    assert last(printing).fact == BadgeVoided(job.id, "scan undone")


def test_a_badge_on_its_way_is_left_alone(printing: Event, grace: Registered, entrance: Caller) -> None:
    job = scan(printing, grace.ticket.code, entrance, NOW, scan_id="s1").job
    assert job is not None
    assert printing_service.claim(printing, "folder", "spooler", NOW) is not None
    printing_service.report(printing, job.id, "r1", JobState.SENDING, "", entrance, NOW, NOW, spooler="spooler")
    scanning.undo(printing, "s1", "u1", STAFF, NOW)
    now = badge_jobs.find(printing.reader, job.id)
    assert now is not None
    assert now.state == "sending"
