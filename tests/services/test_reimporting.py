"""Importing again: who wins, who is missing, which codes go on, and what the log says of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories import NOW, caller, chance_of, make_event, put_station, scan
from on_the_log import facts, kinds, last, seq, text_of_log

from turnout.domain.errors import Conflict
from turnout.domain.facts import AttendeeCancelled, AttendeeOverruled, AttendeesImported, BadgeVoided
from turnout.domain.model import Attendee, AttendeeRow, CodeKind, Direction, RowProblem
from turnout.services import importing, payments, registration, scanning, settling, ticketing
from turnout.services.comparing import Changed, Comparison, Missing, Step
from turnout.services.event import Caller, Event
from turnout.services.importing import Choices, DirectRegister, Plan
from turnout.services.printing import reprint
from turnout.services.scan_answers import ScanAnswer
from turnout.store import attendees, badge_jobs, batches, settings
from turnout.store.batches import Staged

BOSS = caller()
ADA = AttendeeRow(2, "Ada Lovelace", email="ada@example.org", source_id="1", code="T-ADA")
BOB = AttendeeRow(3, "Bob Bobson", source_id="2", code="T-BOB")
EVE = AttendeeRow(4, "Eve Evans", source_id="3", code="T-EVE")
FILE_WINS, CANCEL_MISSING = Choices(file_wins=True), Choices(cancel_missing=True)


def compare(
    event: Event,
    rows: tuple[AttendeeRow | RowProblem, ...],
    name: str,
    choices: Choices = importing.DEFAULT,
    **more: Any,
) -> Iterator[Step]:
    known, tag = batches.known(event.reader), settings.read(event.reader).tag
    return Comparison(*known, tag, chance_of(name), file_wins=choices.file_wins, **more).steps(rows)


def bring_in(
    event: Event,
    *rows: AttendeeRow | RowProblem,
    name: str = "again",
    choices: Choices = importing.DEFAULT,
    is_confirmed: bool = False,
    **more: Any,
) -> Plan:
    register = DirectRegister(event, BOSS, NOW, chance_of(f"{name} facts"))
    return importing.run(
        compare(event, rows, name, choices, **more), register, choices=choices, is_confirmed=is_confirmed
    )


def person(event: Event, name: str) -> Attendee:
    (row,) = event.reader.execute("SELECT id FROM attendees WHERE full_name = ?", (name,))
    return attendees.get(event.reader, row[0])


def codes(event: Event, attendee: Attendee) -> dict[str, bool]:
    """Ticket codes, and whether each is valid."""
    held = attendees.tickets_of(event.reader, attendee.id)
    return {ticket.code: not ticket.is_revoked for ticket in held if ticket.kind is CodeKind.TICKET}


def old_values(event: Event) -> list[tuple[str, dict[str, Any]]]:
    rows = event.reader.execute('SELECT attendee_id, "values" FROM old_values ORDER BY version')
    return [(row[0], json.loads(row[1])) for row in rows]


@pytest.fixture
def listed(event: Event) -> Event:
    """An event whose list has Ada, Bob and Eve."""
    bring_in(event, ADA, BOB, EVE, name="first")
    return event


# ---- who wins -----------------------------------------------------------------------------------------


def test_kept_corrections_are_counted_and_told_with_what_the_file_says(listed: Event) -> None:
    ada = person(listed, "Ada Lovelace")
    registration.amend(listed, ada.id, {"full_name": "Ada King", "company": "Engines"}, 1, BOSS, NOW)
    steps = list(compare(listed, (replace(ADA, company="Mills"), BOB, EVE), "look"))
    assert [getattr(step, "kept", None) for step in steps] == [
        {"full_name": "Ada Lovelace", "company": "Mills"},
        {},
        {},
    ]
    plan = bring_in(listed, replace(ADA, company="Mills"), BOB, EVE)
    assert (plan.kept, plan.overruled, plan.unchanged) == (2, 0, 3)
    assert last(listed).fact == AttendeesImported(2, 0, 0, 3, 0, kept=2)


def test_where_the_file_wins_the_old_values_are_kept_and_a_fact_says_so(listed: Event) -> None:
    ada = person(listed, "Ada Lovelace")
    registration.amend(listed, ada.id, {"full_name": "Ada King", "company": "Engines"}, 1, BOSS, NOW)
    plan = bring_in(listed, replace(ADA, email="new@example.org"), BOB, EVE, choices=FILE_WINS)
    assert (plan.kept, plan.overruled) == (0, 1)
    now = attendees.get(listed.reader, ada.id)
    assert (now.full_name, now.company, now.email) == ("Ada Lovelace", "Engines", "new@example.org")
    assert old_values(listed)[-1] == (ada.id, {"full_name": "Ada King"})
    imported, overruled = facts(listed)[-2:]
    assert imported == AttendeesImported(2, 0, 1, 2, 0, file_wins=True)
    assert overruled == AttendeeOverruled(ada.id, 3, ["full_name"])
    assert "King" not in text_of_log(listed)


def test_a_value_that_gave_way_is_the_files_from_then_on(listed: Event) -> None:
    ada = person(listed, "Ada Lovelace")
    registration.amend(listed, ada.id, {"full_name": "Ada King"}, 1, BOSS, NOW)
    bring_in(listed, ADA, BOB, EVE, choices=FILE_WINS)
    plan = bring_in(listed, replace(ADA, full_name="Augusta Ada"), BOB, EVE, name="third")
    assert (plan.kept, attendees.get(listed.reader, ada.id).full_name) == (0, "Augusta Ada")


def test_what_is_corrected_while_the_file_is_read_wins_over_it_all_the_same(listed: Event) -> None:
    ada = person(listed, "Ada Lovelace")
    registration.amend(listed, ada.id, {"full_name": "Ada King"}, 1, BOSS, NOW)
    register = DirectRegister(listed, BOSS, NOW, chance_of("slow"))
    batch = register.begin()
    steps = [step for step in compare(listed, (ADA,), "slow", FILE_WINS) if isinstance(step, Changed)]
    register.stage(batch, [], [step.staged() for step in steps])
    registration.amend(listed, ada.id, {"full_name": "Ada Byron"}, 2, BOSS, NOW)
    register.publish(batch, Plan(changed=1), FILE_WINS)
    assert attendees.get(listed.reader, ada.id).full_name == "Ada Byron"


def test_who_paid_at_the_desk_has_paid_whatever_the_file_says(listed: Event) -> None:
    owing = replace(BOB, is_paid=False)
    bring_in(listed, ADA, owing, EVE, name="owing")
    bob = person(listed, "Bob Bobson")
    payments.pay(listed, bob.id, "cash", None, bob.version, BOSS, NOW)
    plan = bring_in(listed, ADA, owing, EVE, name="third", choices=FILE_WINS)
    assert (plan.kept, attendees.get(listed.reader, bob.id).is_paid) == (1, True)


def test_a_file_without_a_column_of_payments_says_of_nobody_that_they_paid(listed: Event) -> None:
    bring_in(listed, ADA, replace(BOB, is_paid=False), EVE, name="owing")
    plan = bring_in(listed, ADA, BOB, EVE, name="names only", says_who_paid=False)
    assert (plan.changed, person(listed, "Bob Bobson").is_paid) == (0, False)


def test_who_gave_their_place_away_does_not_come_back_with_the_file(listed: Event) -> None:
    bob = person(listed, "Bob Bobson")
    registration.substitute(listed, bob.id, {"full_name": "Rob Robson"}, 1, BOSS, NOW, chance_of("substitute"))
    plan = bring_in(listed, ADA, replace(BOB, code="T-NEW"), EVE, choices=FILE_WINS)
    assert (plan.kept, plan.changed, plan.missing) == (1, 0, 0)
    assert attendees.get(listed.reader, bob.id).is_cancelled
    assert codes(listed, bob) == {"T-BOB": False}


def test_a_cancellation_on_site_gives_way_only_where_the_file_is_to_win(listed: Event) -> None:
    bob = person(listed, "Bob Bobson")
    registration.cancel(listed, bob.id, BOSS, NOW)
    assert bring_in(listed, ADA, BOB, EVE, name="second").kept == 1
    assert attendees.get(listed.reader, bob.id).is_cancelled
    assert bring_in(listed, ADA, BOB, EVE, name="third", choices=FILE_WINS).overruled == 1
    assert not attendees.get(listed.reader, bob.id).is_cancelled


# ---- who is missing -----------------------------------------------------------------------------------


def test_who_is_missing_is_told_and_stays(listed: Event) -> None:
    before = attendees.expected(listed.reader)
    missing = [step for step in compare(listed, (ADA, BOB), "look") if isinstance(step, Missing)]
    assert [step.known.fields["full_name"] for step in missing] == ["Eve Evans"]
    plan = bring_in(listed, ADA, BOB)
    assert (plan.missing, plan.found) == (1, 2)
    assert (attendees.expected(listed.reader), last(listed).fact) == (
        before,
        AttendeesImported(2, 0, 0, 2, 0, missing=1),
    )


def test_who_is_missing_is_cancelled_when_that_is_chosen_and_comes_back_with_the_next_list(listed: Event) -> None:
    eve = person(listed, "Eve Evans")
    bring_in(listed, ADA, BOB, choices=CANCEL_MISSING)
    imported, cancelled = facts(listed)[-2:]
    assert imported == AttendeesImported(2, 0, 0, 2, 0, missing=1, cancel_missing=True)
    assert (cancelled, last(listed).cause) == (AttendeeCancelled(eve.id, 2), last_import_id(listed))
    assert (attendees.get(listed.reader, eve.id).is_cancelled, attendees.expected(listed.reader)) == (True, 2)
    assert bring_in(listed, ADA, BOB, EVE, name="third").changed == 1
    assert not attendees.get(listed.reader, eve.id).is_cancelled


def test_the_badge_of_who_is_cancelled_as_missing_is_called_off(printing: Event) -> None:
    bring_in(printing, ADA, BOB, EVE, name="first")
    job = reprint(printing, person(printing, "Eve Evans").id, "misprint", BOSS, NOW, chance_of("eve"))
    kept = reprint(printing, person(printing, "Bob Bobson").id, "misprint", BOSS, NOW, chance_of("bob"))
    bring_in(printing, ADA, BOB, choices=CANCEL_MISSING)
    assert last(printing).fact == BadgeVoided(job.id, "cancelled")
    assert badge_jobs.find(printing.reader, kept.id) == kept


def test_the_badge_of_whom_the_file_cancels_is_called_off(printing: Event) -> None:
    bring_in(printing, ADA, BOB, EVE, name="first")
    eve = person(printing, "Eve Evans")
    job = reprint(printing, eve.id, "misprint", BOSS, NOW, chance_of("eve"))
    bring_in(printing, ADA, BOB, replace(EVE, is_cancelled=True), name="second")
    assert facts(printing)[-2:] == [AttendeeCancelled(eve.id, 2), BadgeVoided(job.id, "cancelled")]


def last_import_id(event: Event) -> str:
    rows = event.reader.execute("SELECT fact_id FROM log WHERE kind = 'attendees.imported' ORDER BY seq DESC")
    return str(rows.fetchone()[0])


def test_who_was_registered_on_site_is_never_missing(listed: Event) -> None:
    registration.walk_in(listed, {"full_name": "Walk In"}, BOSS, NOW, chance_of("walk-in"))
    eve = person(listed, "Eve Evans")
    registration.substitute(listed, eve.id, {"full_name": "Stand In"}, 1, BOSS, NOW, chance_of("substitute"))
    plan = bring_in(listed, ADA, BOB, choices=CANCEL_MISSING)
    assert (plan.missing, person(listed, "Walk In").is_cancelled, person(listed, "Stand In").is_cancelled) == (
        0,
        False,
        False,
    )


def test_who_has_come_is_told_and_not_cancelled(listed: Event, gate: Caller) -> None:
    scan(listed, "T-EVE", gate, NOW, scan_id="s1")
    plan = bring_in(listed, ADA, BOB, choices=CANCEL_MISSING)
    assert (plan.missing, plan.come, person(listed, "Eve Evans").is_cancelled) == (1, 1, False)


def test_who_comes_while_the_file_is_read_is_not_cancelled(listed: Event, gate: Caller) -> None:
    eve = person(listed, "Eve Evans")
    register = DirectRegister(listed, BOSS, NOW, chance_of("slow"))
    batch = register.begin()
    register.stage(batch, [], [Staged(eve.id, 1, is_missing=True)])
    scan(listed, "T-EVE", gate, NOW, scan_id="s1")
    register.publish(batch, Plan(unchanged=2, missing=1), CANCEL_MISSING)
    assert not attendees.get(listed.reader, eve.id).is_cancelled


@pytest.fixture(params=["passing", "seen only on the way out"])
def eve_came(request: pytest.FixtureRequest, listed: Event, gate: Caller) -> Callable[[], None]:
    """Lets Eve through in one of the ways that are no entry."""
    is_passing = request.param == "passing"
    if is_passing:
        bring_in(listed, ADA, BOB, replace(EVE, category="technician"), name="crew")
    direction = Direction.IN if is_passing else Direction.OUT
    return lambda: _assert_admitted(scan(listed, "T-EVE", gate, NOW, scan_id="s1", direction=direction))


def _assert_admitted(answer: ScanAnswer) -> None:
    assert answer.fact.KIND == "scan.admitted"


def test_who_has_come_without_an_entry_is_told_and_not_cancelled(listed: Event, eve_came: Callable[[], None]) -> None:
    eve_came()
    plan = bring_in(listed, ADA, BOB, choices=CANCEL_MISSING)
    assert (plan.missing, plan.come, person(listed, "Eve Evans").is_cancelled) == (1, 1, False)


def test_who_comes_without_an_entry_while_the_file_is_read_is_not_cancelled(
    listed: Event, eve_came: Callable[[], None]
) -> None:
    eve = person(listed, "Eve Evans")
    register = DirectRegister(listed, BOSS, NOW, chance_of("slow"))
    batch = register.begin()
    register.stage(batch, [], [Staged(eve.id, 1, is_missing=True)])
    eve_came()
    register.publish(batch, Plan(unchanged=2, missing=1), CANCEL_MISSING)
    assert not attendees.get(listed.reader, eve.id).is_cancelled


@pytest.mark.parametrize("category", ["visitor", "technician"])
def test_whose_admission_was_undone_has_not_come(listed: Event, gate: Caller, category: str) -> None:
    bring_in(listed, ADA, BOB, replace(EVE, category=category), name="second")
    scan(listed, "T-EVE", gate, NOW, scan_id="s1")
    scanning.undo(listed, "s1", "u1", BOSS, NOW)
    plan = bring_in(listed, ADA, BOB, choices=CANCEL_MISSING)
    assert (plan.missing, plan.come, person(listed, "Eve Evans").is_cancelled) == (1, 0, True)


def test_who_was_let_in_only_in_the_rehearsal_has_not_come(tmp_path: Path) -> None:
    rehearsing = make_event(tmp_path / "rehearsal.db", is_opened=False)
    bring_in(rehearsing, ADA, BOB, replace(EVE, category="technician"), name="first")
    _assert_admitted(scan(rehearsing, "T-EVE", put_station(rehearsing), NOW, scan_id="s1"))
    plan = bring_in(rehearsing, ADA, BOB, choices=CANCEL_MISSING)
    assert (plan.come, person(rehearsing, "Eve Evans").is_cancelled) == (0, True)
    rehearsing.file.close()


def test_a_file_with_less_than_half_of_the_people_must_be_confirmed(listed: Event) -> None:
    before = seq(listed)
    with pytest.raises(Conflict, match=r"Only 1 of the 3 people") as refused:
        bring_in(listed, ADA, choices=CANCEL_MISSING)
    assert (refused.value.code, seq(listed), attendees.expected(listed.reader)) == ("few_people", before, 3)
    bring_in(listed, ADA, name="confirmed", choices=CANCEL_MISSING, is_confirmed=True)
    assert attendees.expected(listed.reader) == 1


@pytest.mark.parametrize("identity", [{"source_id": "3"}, {"code": "T-EVE"}, {"code": " T-EVE "}])
def test_whose_row_is_refused_is_not_missing(listed: Event, identity: dict[str, str]) -> None:
    refused = RowProblem(4, "The row has no name.", "Give it one.", **identity)
    assert bring_in(listed, ADA, BOB, refused, choices=CANCEL_MISSING).missing == 0


def test_nobody_is_cancelled_while_a_row_may_be_about_anybody(listed: Event) -> None:
    refused = RowProblem(4, "The row ends early.", "Complete it.")
    with pytest.raises(Conflict) as problem:
        bring_in(listed, ADA, BOB, refused, choices=CANCEL_MISSING)
    assert problem.value.code == "missing_in_doubt"
    assert bring_in(listed, ADA, BOB, refused, name="without").missing == 1


def test_a_list_of_names_alone_says_of_nobody_that_they_are_missing(listed: Event) -> None:
    plan = bring_in(listed, AttendeeRow(2, "Zoe"), choices=CANCEL_MISSING)
    assert (plan.missing, plan.added, plan.unidentified) == (0, 1, 1)


# ---- ids and codes ------------------------------------------------------------------------------------


def test_a_source_id_that_changes_its_code_gets_the_new_one_and_loses_the_old(listed: Event, gate: Caller) -> None:
    after = seq(listed)
    plan = bring_in(listed, replace(ADA, code="T-NEW"), BOB, EVE)
    ada = person(listed, "Ada Lovelace")
    assert (plan.changed, codes(listed, ada)) == (1, {"T-ADA": False, "T-NEW": True})
    assert kinds(listed, after) == ["attendees.imported", "ticket.revoked", "ticket.issued"]
    assert scan(listed, "T-ADA", gate, NOW, scan_id="s1").fact.KIND == "scan.refused"
    assert scan(listed, "T-NEW", gate, NOW, scan_id="s2").fact.KIND == "scan.admitted"
    assert bring_in(listed, replace(ADA, code="T-NEW"), BOB, EVE, name="third").unchanged == 3


def test_a_code_of_ours_stays_when_the_file_brings_one(event: Event) -> None:
    bring_in(event, replace(ADA, code=""), name="first")
    ada = person(event, "Ada Lovelace")
    (ours,) = codes(event, ada)
    bring_in(event, ADA)
    assert codes(event, ada) == {ours: True, "T-ADA": True}


def test_a_code_replaced_on_site_does_not_come_back_with_the_file(listed: Event) -> None:
    ada = person(listed, "Ada Lovelace")
    new = ticketing.replace(listed, ada.id, BOSS, NOW, chance_of("replaced"))
    assert bring_in(listed, ADA, BOB, EVE).unchanged == 3
    assert codes(listed, ada) == {"T-ADA": False, new.code: True}


def test_a_code_that_changes_its_source_id_is_refused_and_its_owner_is_not_missing(listed: Event) -> None:
    plan = bring_in(listed, replace(ADA, source_id="9"), BOB, EVE, choices=CANCEL_MISSING)
    assert [(problem.line, problem.reason) for problem in plan.problems] == [
        (2, "This ticket code belongs to somebody else on the list.")
    ]
    assert (plan.missing, person(listed, "Ada Lovelace").source_id) == (0, "1")


def test_who_came_by_code_alone_gets_the_id_that_a_later_file_gives(event: Event) -> None:
    bring_in(event, replace(ADA, source_id=""), name="first")
    ada = person(event, "Ada Lovelace")
    assert bring_in(event, ADA).changed == 1
    assert attendees.get(event.reader, ada.id).source_id == "1"


def test_an_id_that_somebody_else_got_while_the_file_was_read_stays_theirs(event: Event) -> None:
    bring_in(event, replace(ADA, source_id=""), name="first")
    steps = compare(event, (replace(ADA, company="Engines"),), "late")
    bring_in(event, AttendeeRow(2, "Mallory", source_id="1"), name="meanwhile")
    importing.run(steps, DirectRegister(event, BOSS, NOW, chance_of("late facts")))
    ada = person(event, "Ada Lovelace")
    assert (ada.source_id, ada.company, person(event, "Mallory").source_id) == ("", "Engines", "1")


def test_a_code_of_another_file_is_its_owners_still(listed: Event) -> None:
    plan = bring_in(listed, AttendeeRow(2, "Mallory", source_id="99", code="T-ADA"))
    assert (plan.added, plan.refused, codes(listed, person(listed, "Ada Lovelace"))) == (0, 1, {"T-ADA": True})


def test_one_person_in_two_rows_is_refused_the_second_time(listed: Event) -> None:
    by_code = AttendeeRow(5, "Ada again", code="T-ADA")
    plan = bring_in(listed, replace(ADA, code=""), by_code, BOB, EVE)
    assert [(problem.line, problem.reason) for problem in plan.problems] == [
        (5, "This is the person of line 2, by another code.")
    ]


# ---- a server that stops in the middle ------------------------------------------------------------------


def test_what_a_published_import_left_undone_is_done_at_the_next_start(listed: Event) -> None:
    eve, ada = person(listed, "Eve Evans"), person(listed, "Ada Lovelace")
    register = DirectRegister(listed, BOSS, NOW, chance_of("cut off"))
    batch = register.begin()
    register.stage(batch, [], [Staged(ada.id, 1, {"company": "Engines"}), Staged(eve.id, 1, is_missing=True)])
    published = importing.show(listed, batch, Plan(changed=1), CANCEL_MISSING, BOSS, NOW, "cut-off")
    assert attendees.get(listed.reader, ada.id).company == ""
    assert settling.settle_leftovers(listed) == 1
    assert attendees.get(listed.reader, ada.id).company == "Engines"
    assert (last(listed).fact, last(listed).actor, last(listed).cause) == (
        AttendeeCancelled(eve.id, 2),
        BOSS.actor,
        published.fact_id,
    )
    assert settling.settle_leftovers(listed) == 0
