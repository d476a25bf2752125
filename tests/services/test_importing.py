"""Imports: what each row comes to, that nothing is seen before it is published, and who wins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import pytest
from factories import NOW, caller, chance_of, put_attendee, scan
from on_the_log import kinds, last, seq, text_of_log

from turnout.domain.errors import BadInput, Conflict, NotFound
from turnout.domain.facts import AttendeesImported
from turnout.domain.model import Attendee, AttendeeRow, CodeKind, RowProblem
from turnout.services import importing, registration, settling
from turnout.services.comparing import Added, Changed, Comparison, Step, Unchanged
from turnout.services.event import Caller, Event
from turnout.services.importing import DEFAULT, Choices, DirectRegister, Plan
from turnout.services.live import EVERY_ATTENDEE
from turnout.store import attendees, batches, settings
from turnout.store.batches import Staged
from turnout.store.writer import Transaction

T = TypeVar("T")

BOSS = caller()
ADA = AttendeeRow(2, "Ada Lovelace", email="ada@example.org", source_id="1", code="T-ADA")
BOB = AttendeeRow(3, "Bob Bobson", source_id="2")


def compare(event: Event, rows: Iterable[AttendeeRow | RowProblem], name: str = "import") -> list[Step]:
    reader = event.reader
    return list(Comparison(*batches.known(reader), settings.read(reader).tag, chance_of(name)).steps(rows))


def bring_in(event: Event, *rows: AttendeeRow | RowProblem, name: str = "import") -> Plan:
    return importing.run(compare(event, rows, name), DirectRegister(event, BOSS, NOW, chance_of(f"{name} facts")))


def content(event: Event) -> str:
    """The whole event file as text, but for how the search index keeps its words and which batch comes next."""
    inner = ("attendee_search_", "sqlite_sequence")
    return "\n".join(line for line in event.reader.iterdump() if not any(name in line for name in inner))


def names(event: Event) -> list[str]:
    return sorted(row[0] for row in event.reader.execute("SELECT full_name FROM attendees"))


# ---- what a row comes to ------------------------------------------------------------------------------


def test_new_people_come_with_codes_that_admit(event: Event, gate: Caller) -> None:
    plan = bring_in(event, ADA, BOB)
    assert (plan.added, plan.changed, plan.unchanged, plan.refused) == (2, 0, 0, 0)
    assert last(event).fact == AttendeesImported(1, 2, 0, 0, 0)
    assert "Lovelace" not in text_of_log(event)
    for attendee, code in attendees.first_with_tickets(event.reader, 9):
        assert scan(event, code, gate, NOW, scan_id=attendee.source_id).fact.KIND == "scan.admitted"
        assert [t.kind for t in attendees.tickets_of(event.reader, attendee.id)].count(CodeKind.BADGE) == 1
    assert scan(event, "T-ADA", gate, NOW, scan_id="s3").fact.subject == last(event).fact.subject


def test_the_same_file_again_changes_nothing(event: Event) -> None:
    bring_in(event, ADA, BOB)
    assert {type(step) for step in compare(event, [ADA, BOB], "again")} == {Unchanged}


def test_what_the_file_says_anew_is_taken_and_what_it_leaves_out_is_kept(event: Event) -> None:
    bring_in(event, ADA)
    newer = replace(ADA, company="Analytical Engines", email="", is_cancelled=True)
    plan = bring_in(event, newer, name="newer")
    assert (plan.added, plan.changed) == (0, 1)
    attendee = attendees.first_with_tickets(event.reader, 1)[0][0]
    assert (attendee.company, attendee.email, attendee.is_cancelled) == ("Analytical Engines", "ada@example.org", True)


def test_a_value_corrected_on_site_wins_over_the_file(event: Event) -> None:
    bring_in(event, ADA)
    ada = attendees.first_with_tickets(event.reader, 1)[0][0]
    registration.amend(event, ada.id, {"full_name": "Ada King"}, 1, BOSS, NOW)
    bring_in(event, replace(ADA, full_name="Augusta Byron", company="Engines"), name="newer")
    found = attendees.find(event.reader, ada.id)
    assert found is not None
    assert (found.full_name, found.company) == ("Ada King", "Engines")


def test_who_was_cancelled_on_site_stays_cancelled(event: Event) -> None:
    bring_in(event, ADA)
    ada = attendees.first_with_tickets(event.reader, 1)[0][0]
    registration.cancel(event, ada.id, BOSS, NOW)
    assert bring_in(event, ADA, name="again").changed == 0
    found = attendees.find(event.reader, ada.id)
    assert found is not None
    assert found.is_cancelled


def test_what_is_corrected_while_an_import_is_staged_stays(event: Event) -> None:
    bring_in(event, ADA)
    ada = attendees.first_with_tickets(event.reader, 1)[0][0]
    register = importing.DirectRegister(event, BOSS, NOW, chance_of("staged"))
    batch = register.begin()
    register.stage(batch, [], [Staged(ada.id, 1, {"full_name": "Augusta", "company": "Engines"})])
    registration.amend(event, ada.id, {"full_name": "Ada King"}, 1, BOSS, NOW)
    register.publish(batch, Plan(changed=1))
    found = attendees.find(event.reader, ada.id)
    assert found is not None
    assert (found.full_name, found.company) == ("Ada King", "Engines")


def test_an_import_sets_the_fields_of_a_list_and_nothing_else(event: Event) -> None:
    bring_in(event, ADA)
    ada = attendees.first_with_tickets(event.reader, 1)[0][0]
    register = importing.DirectRegister(event, BOSS, NOW, chance_of("staged"))
    with pytest.raises(BadInput, match="corrected"):
        register.stage(register.begin(), [], [Staged(ada.id, 1, {"corrected": "[]"})])


def test_people_are_told_apart_by_id_and_never_by_name(event: Event) -> None:
    plan = bring_in(event, ADA, replace(ADA, line=3, source_id="2", code=""))
    assert (plan.added, names(event)) == (2, ["Ada Lovelace", "Ada Lovelace"])


def test_a_code_finds_its_owner_where_the_file_has_no_ids(event: Event) -> None:
    put_attendee(event, Attendee("ada", "Ada"), "X-1")
    step = compare(event, [AttendeeRow(2, "Ada Lovelace", code="X-1")])[0]
    assert isinstance(step, Changed)
    assert step.staged() == Staged("ada", 1, {"full_name": "Ada Lovelace"})


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((ADA, replace(ADA, line=9)), "The same source stands in line 2 too."),
        (
            (AttendeeRow(2, "A", code="X-1"), AttendeeRow(9, "B", code="X-1")),
            "The same code stands in line 2 too.",
        ),
        ((replace(BOB, line=9, code="TAKEN"),), "This ticket code belongs to somebody else on the list."),
        ((ADA, replace(BOB, line=9, code="T-ADA")), "The same code stands in line 2 too."),
        ((ADA, AttendeeRow(9, "B", code=" T-ADA ")), "The same code stands in line 2 too."),
    ],
    ids=["ids", "codes", "a code on the list", "one code under two ids", "one code with and without an id"],
)
def test_a_duplicate_is_refused_and_the_others_come_in(
    event: Event, rows: tuple[AttendeeRow, ...], reason: str
) -> None:
    put_attendee(event, Attendee("owner", "Owner", source_id="7"), "TAKEN")
    plan = bring_in(event, *rows)
    assert [(problem.line, problem.reason) for problem in plan.problems] == [(9, reason)]
    assert all(problem.remedy for problem in plan.problems)
    assert (plan.added, plan.refused) == (len(rows) - 1, 1)


def test_a_row_that_could_not_be_read_is_counted_and_told(event: Event) -> None:
    problem = RowProblem(5, "The row has no name.", "Give it one.")
    plan = bring_in(event, ADA, problem)
    assert (plan.added, plan.refused, plan.problems) == (1, 1, [problem])


# ---- staging and publishing -----------------------------------------------------------------------------


def test_a_dry_run_changes_nothing(event: Event) -> None:
    before = content(event)
    plan = Plan()
    steps = [step for step in importing.count(compare(event, [ADA, BOB]), plan) if isinstance(step, Added)]
    assert (len(steps), plan.added) == (2, 2)
    assert content(event) == before


def test_an_import_that_breaks_off_leaves_nothing(event: Event) -> None:
    before = content(event)

    def steps() -> Iterable[Step]:
        yield from compare(event, (AttendeeRow(n, f"Person {n}", source_id=str(n)) for n in range(importing.CHUNK)))
        raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="stick"):
        importing.run(steps(), DirectRegister(event, BOSS, NOW, chance_of("facts")))
    assert content(event) == before


def test_what_a_killed_import_left_is_forgotten(event: Event) -> None:
    before = seq(event)
    register = DirectRegister(event, BOSS, NOW, chance_of("facts"))
    staged = [step for step in compare(event, [ADA]) if isinstance(step, Added)]
    register.stage(register.begin(), staged, [])
    assert (names(event), attendees.expected(event.reader)) == (["Ada Lovelace"], 0)
    assert settling.settle_leftovers(event) == 1
    assert (names(event), seq(event), settling.settle_leftovers(event)) == ([], before, 0)


def test_a_list_that_is_published_while_another_import_begins_stays(event: Event) -> None:
    register = DirectRegister(event, BOSS, NOW, chance_of("facts"))
    batch = register.begin()
    register.stage(batch, [step for step in compare(event, [ADA]) if isinstance(step, Added)], [])

    class PublishesFirst(Event):
        """The publishing stands before whatever is written."""

        def write(self, command: Callable[[Transaction], T]) -> T:
            if batches.is_unpublished(event.reader, batch):
                register.publish(batch, Plan(added=1))
            return super().write(command)

    assert settling.settle_leftovers(PublishesFirst(event.file, event.live)) == 0
    assert (names(event), attendees.expected(event.reader)) == (["Ada Lovelace"], 1)


def test_what_a_killed_import_left_is_not_in_the_way_of_the_next(event: Event) -> None:
    register = DirectRegister(event, BOSS, NOW, chance_of("facts"))
    staged = [step for step in compare(event, [ADA]) if isinstance(step, Added)]
    register.stage(register.begin(), staged, [])
    assert bring_in(event, ADA, name="again").added == 1


def test_an_import_that_was_thought_dead_is_told_so(event: Event) -> None:
    slow, other = (DirectRegister(event, BOSS, NOW, chance_of(name)) for name in ("slow", "other"))
    batch = slow.begin()
    other.begin()
    with pytest.raises(NotFound) as problem:
        slow.publish(batch, Plan())
    assert problem.value.code == "no_batch"
    slow.discard(batch)
    assert len(batches.unpublished(event.reader)) == 1  # the other's goes on


def test_who_came_onto_the_list_while_the_file_was_read_is_not_brought_in_twice(event: Event) -> None:
    steps = compare(event, [ADA, BOB])
    bring_in(event, ADA, name="somebody else's")
    before = content(event)
    with pytest.raises(Conflict) as refused:
        importing.run(steps, DirectRegister(event, BOSS, NOW, chance_of("late")))
    assert refused.value.code == "list_changed"
    assert content(event) == before


def test_a_batch_is_published_once(event: Event) -> None:
    register = DirectRegister(event, BOSS, NOW, chance_of("facts"))
    batch = register.begin()
    register.publish(batch, Plan())
    for late in (lambda: register.publish(batch, Plan()), lambda: register.stage(batch, [], [])):
        with pytest.raises(NotFound) as problem:
            late()
        assert problem.value.code == "no_batch"
    assert kinds(event).count("attendees.imported") == 1


def test_a_list_that_is_published_stays_whoever_lost_the_answer(event: Event) -> None:
    class LosesTheAnswer(DirectRegister):
        def publish(self, batch: int, plan: Plan, choices: Choices = DEFAULT) -> int:
            super().publish(batch, plan, choices)
            raise OSError("the network is gone")

    with pytest.raises(OSError, match="network"):
        importing.run(compare(event, [ADA]), LosesTheAnswer(event, BOSS, NOW, chance_of("facts")))
    assert (names(event), attendees.expected(event.reader)) == (["Ada Lovelace"], 1)
    assert bring_in(event, ADA, name="again").unchanged == 1


def test_people_registered_on_site_are_no_batch_to_discard(event: Event) -> None:
    put_attendee(event, Attendee("ada", "Ada"))
    DirectRegister(event, BOSS, NOW, chance_of("facts")).discard(attendees.ON_SITE)
    assert names(event) == ["Ada"]


def test_screens_hear_of_people_who_were_changed_after_the_list_was_published(event: Event) -> None:
    bring_in(event, ADA)
    event.live.take()
    bring_in(event, replace(ADA, company="Acme"), name="company")
    assert {"feed", "jobs", "conflicts", EVERY_ATTENDEE} <= event.live.take()


def test_codes_that_are_too_short_to_seal_a_name_with_are_counted(event: Event) -> None:
    long_code = "kfndgffgyw4tdgcacx6bb3bgemq69cxj"
    plan = bring_in(event, ADA, replace(BOB, code="ORDER-000123"), AttendeeRow(4, "Cy", source_id="3", code=long_code))
    assert (plan.added, plan.unsealable) == (3, 2)
    again = bring_in(event, replace(ADA, code="T-NEW"), AttendeeRow(5, "Di", source_id="4"), name="again")
    assert (again.added, again.changed, again.unsealable) == (1, 1, 1)
