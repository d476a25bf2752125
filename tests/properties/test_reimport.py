"""Random histories of a list: imported in versions, corrected on site, imported again; a plain model says who wins."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from factories import NOW, caller, make_event, put_station, scan, seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from turnout.domain.model import AttendeeRow, CodeKind
from turnout.services import importing, payments, registration
from turnout.services.comparing import Comparison
from turnout.services.importing import Choices, DirectRegister, Plan
from turnout.store import attendees, batches, settings

BOSS = caller()
IDS = ("1", "2", "3", "4")
FIELDS = ("full_name", "company")
CHOICES = st.builds(Choices, file_wins=st.booleans(), cancel_missing=st.booleans())


@dataclass(frozen=True)
class Said:
    """What a version of the list says of one person."""

    source_id: str
    full_name: str
    company: str
    is_paid: bool
    is_cancelled: bool
    edition: int

    @property
    def code(self) -> str:
        """What the other system sent out; a later edition of a ticket has another code."""
        return f"X-{self.source_id}-{self.edition}" if self.edition else ""

    def row(self, line: int) -> AttendeeRow:
        return AttendeeRow(
            line,
            self.full_name,
            company=self.company,
            source_id=self.source_id,
            code=self.code,
            is_paid=self.is_paid,
            is_cancelled=self.is_cancelled,
        )


def said(source_id: str) -> st.SearchStrategy[Said]:
    return st.builds(
        Said,
        source_id=st.just(source_id),
        full_name=st.sampled_from(("Ada", "Augusta", "Ada King")),
        company=st.sampled_from(("", "Engines", "Mills")),
        is_paid=st.booleans(),
        is_cancelled=st.sampled_from((False, False, True)),
        edition=st.integers(0, 2),
    )


VERSIONS = st.lists(st.sampled_from(IDS), unique=True).flatmap(lambda ids: st.tuples(*map(said, ids)))
"""Versions of the list: some of four people, in any order, each with what it says of them."""


@dataclass
class Person:
    """What the rules say of one attendee. `codes` are the other system's, each with whether it is valid."""

    values: dict[str, Any]
    is_imported: bool
    corrected: set[str] = field(default_factory=set)
    codes: dict[str, bool] = field(default_factory=dict)
    gave_place: bool = False
    has_come: bool = False


class Reimports(RuleBasedStateMachine):
    """The rules are what lists and desks do; the invariant compares the register with the model."""

    @initialize()
    def the_event_is_set_up(self) -> None:
        self.folder = TemporaryDirectory()
        self.event = make_event(Path(self.folder.name) / "congress.db")
        self.chance = seeded()
        self.gate = put_station(self.event)
        self.people: dict[str, Person] = {}
        self.by_source: dict[str, str] = {}
        self.scans = 0

    @rule(version=VERSIONS, choices=CHOICES)
    def a_version_of_the_list_is_imported(self, version: tuple[Said, ...], choices: Choices) -> None:
        known, tag = batches.known(self.event.reader), settings.read(self.event.reader).tag
        comparison = Comparison(*known, tag, self.chance, file_wins=choices.file_wins)
        steps = comparison.steps([row.row(line) for line, row in enumerate(version, start=2)])
        register = DirectRegister(self.event, BOSS, NOW, self.chance)
        plan = importing.run(steps, register, choices=choices, is_confirmed=True)
        self._expect_import(version, choices, plan)

    @precondition(lambda self: self.people)
    @rule(data=st.data(), name=st.sampled_from(FIELDS), value=st.sampled_from(("Bo", "Bobson")))
    def a_desk_corrects_somebody(self, data: st.DataObject, name: str, value: str) -> None:
        attendee_id = self._somebody(data)
        now = attendees.get(self.event.reader, attendee_id)
        registration.amend(self.event, attendee_id, {name: value}, now.version, BOSS, NOW)
        person = self.people[attendee_id]
        if person.values[name] != value:
            person.values[name] = value
            person.corrected.add(name)

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def a_desk_cancels_somebody(self, data: st.DataObject) -> None:
        attendee_id = self._somebody(data)
        registration.cancel(self.event, attendee_id, BOSS, NOW)
        person = self.people[attendee_id]
        if not person.values["is_cancelled"]:
            person.values["is_cancelled"] = True
            person.corrected.add("is_cancelled")

    @precondition(lambda self: any(not person.values["is_paid"] for person in self.people.values()))
    @rule(data=st.data())
    def somebody_pays(self, data: st.DataObject) -> None:
        owing = [key for key, person in self.people.items() if not person.values["is_paid"]]
        attendee_id = data.draw(st.sampled_from(sorted(owing)))
        if self.people[attendee_id].values["is_cancelled"]:
            return
        version = attendees.get(self.event.reader, attendee_id).version
        payments.pay(self.event, attendee_id, "cash", None, version, BOSS, NOW)
        self.people[attendee_id].values["is_paid"] = True
        self.people[attendee_id].corrected.add("is_paid")

    @precondition(lambda self: any(self._may_give_place(person) for person in self.people.values()))
    @rule(data=st.data())
    def somebody_gives_their_place_away(self, data: st.DataObject) -> None:
        giving = sorted(key for key, person in self.people.items() if self._may_give_place(person))
        attendee_id = data.draw(st.sampled_from(giving))
        old = self.people[attendee_id]
        version = attendees.get(self.event.reader, attendee_id).version
        new = registration.substitute(self.event, attendee_id, {"full_name": "Sub"}, version, BOSS, NOW, self.chance)
        self.people[new.id] = Person(
            {**old.values, "full_name": "Sub", "company": "", "source_id": ""}, is_imported=False
        )
        old.values["is_cancelled"] = True
        old.corrected.add("is_cancelled")
        old.codes = dict.fromkeys(old.codes, False)
        old.gave_place = True

    # without a bound most steps of a history would be walk-ins, and few of its lists would meet what desks did
    @precondition(lambda self: sum(not person.is_imported for person in self.people.values()) < 2)
    @rule()
    def somebody_walks_in(self) -> None:
        new = registration.walk_in(self.event, {"full_name": "Walk In"}, BOSS, NOW, self.chance).attendee
        values = {"full_name": "Walk In", "company": "", "is_paid": True, "is_cancelled": False, "source_id": ""}
        self.people[new.id] = Person(values, is_imported=False)

    @precondition(lambda self: any(self._may_come(person) for person in self.people.values()))
    @rule(data=st.data())
    def somebody_comes(self, data: st.DataObject) -> None:
        coming = sorted(key for key, person in self.people.items() if self._may_come(person))
        attendee_id = data.draw(st.sampled_from(coming))
        code = next(t.code for t in attendees.tickets_of(self.event.reader, attendee_id) if self._admits(t))
        self.scans += 1
        assert scan(self.event, code, self.gate, NOW, scan_id=f"s{self.scans}").fact.KIND == "scan.admitted"
        self.people[attendee_id].has_come = True

    @invariant()
    def the_list_is_what_the_rules_say(self) -> None:
        rows = self.event.reader.execute("SELECT id FROM attendees")
        assert {row[0]: self._shown(row[0]) for row in rows} == {
            key: (person.values, person.codes) for key, person in self.people.items()
        }
        expected = sum(not person.values["is_cancelled"] for person in self.people.values())
        assert attendees.expected(self.event.reader) == expected

    def teardown(self) -> None:
        if hasattr(self, "event"):
            self.event.file.close()
            self.folder.cleanup()

    # ---- the rules of importing again, in plain Python ------------------------------------------------

    def _expect_import(self, version: tuple[Said, ...], choices: Choices, plan: Plan) -> None:
        kept = 0
        for row in version:
            attendee_id = self.by_source.get(row.source_id)
            if attendee_id is None:
                self._expect_new(row)
            else:
                kept += self._expect_changes(self.people[attendee_id], row, choices)
        assert plan.kept == kept
        if not version:
            return  # nothing to tell people apart by: nobody is missing
        in_file = {row.source_id for row in version}
        for person in self.people.values():
            is_missing = person.is_imported and person.values["source_id"] not in in_file
            if is_missing and choices.cancel_missing and not person.has_come:
                person.values["is_cancelled"] = True

    def _expect_new(self, row: Said) -> None:
        (found,) = self.event.reader.execute("SELECT id FROM attendees WHERE source_id = ?", (row.source_id,))
        names = (*FIELDS, "is_paid", "is_cancelled", "source_id")
        values = {name: getattr(row, name) for name in names}
        self.people[found[0]] = Person(values, is_imported=True, codes={row.code: True} if row.code else {})
        self.by_source[row.source_id] = found[0]

    def _expect_changes(self, person: Person, row: Said, choices: Choices) -> int:
        """Bring the model up to a row; answers how many corrected values stay against it."""
        kept = 0
        if row.code and row.code not in person.codes and not person.gave_place:
            person.codes = {**dict.fromkeys(person.codes, False), row.code: True}
        for name in (*FIELDS, "is_paid", "is_cancelled"):
            value = getattr(row, name)
            if value == "" or value == person.values[name]:
                continue
            happened = name == "is_paid" or (name == "is_cancelled" and person.gave_place)
            if name in person.corrected and (happened or not choices.file_wins):
                kept += 1
                continue
            person.corrected.discard(name)
            person.values[name] = value
        return kept

    # ---- what is there --------------------------------------------------------------------------------

    def _somebody(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.people)))

    def _shown(self, attendee_id: str) -> tuple[dict[str, Any], dict[str, bool]]:
        attendee = attendees.get(self.event.reader, attendee_id)
        names = (*FIELDS, "is_paid", "is_cancelled", "source_id")
        held = attendees.tickets_of(self.event.reader, attendee_id)
        foreign = {ticket.code: not ticket.is_revoked for ticket in held if ticket.code.startswith("X-")}
        return {name: getattr(attendee, name) for name in names}, foreign

    @staticmethod
    def _admits(ticket: Any) -> bool:
        return ticket.kind is CodeKind.TICKET and not ticket.is_revoked

    @staticmethod
    def _may_give_place(person: Person) -> bool:
        return not person.values["is_cancelled"] and not person.has_come

    @staticmethod
    def _may_come(person: Person) -> bool:
        return not person.values["is_cancelled"] and person.values["is_paid"] and not person.has_come


TestReimports = Reimports.TestCase
