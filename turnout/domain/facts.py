"""The catalogue of facts: one frozen dataclass a kind, with the sentence that it states.

A fact holds ids, codes and values, never a name, an address or free text: those stand in registers,
and a fact that changes one carries its id and version. `Stated` is a fact as it stands in the log.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

VERSION = 1
"""Version written with every fact; a change of a kind's fields raises it and adds a reading of the old."""


class ClockQuality(StrEnum):
    """How far `occurred_at` may be trusted."""

    SERVER = "server"
    DEVICE = "device"
    CORRECTED = "corrected"
    UNKNOWN = "unknown"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Fact:
    """Base of every kind. `subject` says whom or what the fact is about: an id of the glossary's things."""

    KIND: ClassVar[str]

    @property
    def subject(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact with what the log knows of it. Times are UTC; `cause` is the fact that led to this one."""

    seq: int
    fact_id: str
    fact: Fact
    station_id: str
    station_seq: int
    actor: str
    occurred_at: datetime
    recorded_at: datetime
    clock_quality: ClockQuality
    cause: str


_KINDS: dict[str, type[Fact]] = {}
_F = TypeVar("_F", bound=type[Fact])


def _kind(name: str) -> Any:
    def enter(cls: _F) -> _F:
        cls.KIND = name
        _KINDS[name] = cls
        return cls

    return enter


@dataclass(frozen=True, slots=True)
class _AboutEvent(Fact):
    @property
    def subject(self) -> str:
        return "event"


@dataclass(frozen=True, slots=True)
class _AboutAttendee(Fact):
    attendee_id: str

    @property
    def subject(self) -> str:
        return self.attendee_id


@dataclass(frozen=True, slots=True)
class _AboutPlace(Fact):
    place_id: str

    @property
    def subject(self) -> str:
        return self.place_id


@dataclass(frozen=True, slots=True)
class _AboutStation(Fact):
    about_station_id: str

    @property
    def subject(self) -> str:
        return self.about_station_id


@dataclass(frozen=True, slots=True)
class _AboutJob(Fact):
    job_id: str

    @property
    def subject(self) -> str:
        return self.job_id


@dataclass(frozen=True, slots=True)
class _AboutPrinter(Fact):
    printer_id: str

    @property
    def subject(self) -> str:
        return self.printer_id


@dataclass(frozen=True, slots=True)
class _AboutRun(Fact):
    run_id: str

    @property
    def subject(self) -> str:
        return self.run_id


@dataclass(frozen=True, slots=True)
class _AboutGroup(Fact):
    group_id: str

    @property
    def subject(self) -> str:
        return self.group_id


# ---- the event and its registers ------------------------------------------------------------------


@_kind("event.created")
@dataclass(frozen=True, slots=True)
class EventCreated(_AboutEvent):
    """The event file was made."""


@_kind("event.opened")
@dataclass(frozen=True, slots=True)
class EventOpened(_AboutEvent):
    """The rehearsal ended: from here on scans count."""


@_kind("rehearsal.cleared")
@dataclass(frozen=True, slots=True)
class RehearsalCleared(_AboutEvent):
    """What was rehearsed until here was taken off every list; the log keeps it."""


@_kind("settings.changed")
@dataclass(frozen=True, slots=True)
class SettingsChanged(_AboutEvent):
    """A setting of the event was changed; the value stands in the register."""

    name: str
    version: int


@_kind("category.changed")
@dataclass(frozen=True, slots=True)
class CategoryChanged(Fact):
    """A category of attendees was added, changed or taken away; its words stand in a register."""

    category_id: str
    version: int
    is_removed: bool = False

    @property
    def subject(self) -> str:
        return self.category_id


@_kind("layout.changed")
@dataclass(frozen=True, slots=True)
class LayoutChanged(Fact):
    """A badge layout was put, changed or taken away; its texts stand in a register."""

    layout: str
    version: int
    is_removed: bool = False

    @property
    def subject(self) -> str:
        return self.layout


@_kind("purge.due")
@dataclass(frozen=True, slots=True)
class PurgeDue(_AboutEvent):
    """The day has passed after which people's data is to be erased."""

    day: str


@_kind("schedule.imported")
@dataclass(frozen=True, slots=True)
class ScheduleImported(_AboutEvent):
    """Rooms and sessions of a schedule file were published."""

    rooms: int
    sessions: int
    removed_sessions: int


@_kind("attendees.imported")
@dataclass(frozen=True, slots=True)
class AttendeesImported(_AboutEvent):
    """A list of attendees was published.

    `kept` counts the values corrected on site of which the file said otherwise, `missing` the people of earlier lists
    who were not in it; the choices say whether the file won, and whether who was missing was cancelled.
    """

    batch: int
    added: int
    changed: int
    unchanged: int
    refused: int
    kept: int = 0
    missing: int = 0
    file_wins: bool = False
    cancel_missing: bool = False


@_kind("recognition.corrected")
@dataclass(frozen=True, slots=True)
class RecognitionCorrected(_AboutEvent):
    """How lists with certain headers are read was corrected; `headers_key` is a hash of the header row."""

    headers_key: str
    version: int


@_kind("data.exported")
@dataclass(frozen=True, slots=True)
class DataExported(_AboutEvent):
    """List, scans, log, tickets, paper or a report on badges were taken out; `has_codes` tells of ticket codes."""

    export: str
    rows: int
    has_codes: bool


@_kind("account.created")
@dataclass(frozen=True, slots=True)
class AccountCreated(Fact):
    """An account for a person who works at the event was made."""

    account_id: str
    role: str

    @property
    def subject(self) -> str:
        return self.account_id


@_kind("account.pin_changed")
@dataclass(frozen=True, slots=True)
class AccountPinChanged(Fact):
    """An account got a PIN for kiosks, or another, or has none any more."""

    account_id: str
    is_removed: bool = False

    @property
    def subject(self) -> str:
        return self.account_id


@_kind("account.signed_out")
@dataclass(frozen=True, slots=True)
class AccountSignedOut(Fact):
    """An account was signed out wherever it was, kiosks too; its sign-in links are worthless."""

    account_id: str

    @property
    def subject(self) -> str:
        return self.account_id


# ---- attendees ------------------------------------------------------------------------------------


@_kind("attendee.registered")
@dataclass(frozen=True, slots=True)
class AttendeeRegistered(_AboutAttendee):
    """An attendee was put on the list on site."""

    version: int = 1


@_kind("attendee.amended")
@dataclass(frozen=True, slots=True)
class AttendeeAmended(_AboutAttendee):
    """Fields of an attendee were corrected on site; the old values stand in a register."""

    version: int
    names: list[str]


@_kind("attendee.overruled")
@dataclass(frozen=True, slots=True)
class AttendeeOverruled(_AboutAttendee):
    """Values corrected on site gave way to those of an imported list; they stand in a register."""

    version: int
    names: list[str]


@_kind("attendee.cancelled")
@dataclass(frozen=True, slots=True)
class AttendeeCancelled(_AboutAttendee):
    """An attendee will not come; their codes admit nobody."""

    version: int


@_kind("attendee.reinstated")
@dataclass(frozen=True, slots=True)
class AttendeeReinstated(_AboutAttendee):
    """A cancellation was taken back: the attendee is expected again."""

    version: int


@_kind("attendee.substituted")
@dataclass(frozen=True, slots=True)
class AttendeeSubstituted(_AboutAttendee):
    """Somebody else took an attendee's place; who had it before is admitted no more."""

    successor_id: str


@_kind("attendee.paid")
@dataclass(frozen=True, slots=True)
class AttendeePaid(_AboutAttendee):
    """An attendee paid at a desk: how, and how many cents where it was said."""

    version: int
    method: str
    cents: int | None = None
    rehearsal: bool = False


@_kind("attendee.payment_undone")
@dataclass(frozen=True, slots=True)
class AttendeePaymentUndone(_AboutAttendee):
    """A payment was taken back: it is in nobody's drawer, and the attendee has not paid."""

    version: int
    payment_id: str


@_kind("attendee.noted")
@dataclass(frozen=True, slots=True)
class AttendeeNoted(_AboutAttendee):
    """A note about an attendee was left for colleagues; its words stand in a register."""

    note_id: str


@_kind("attendee.note_withdrawn")
@dataclass(frozen=True, slots=True)
class AttendeeNoteWithdrawn(_AboutAttendee):
    """A note about an attendee was withdrawn by who wrote it; its words are gone."""

    note_id: str


@_kind("attendee.consented")
@dataclass(frozen=True, slots=True)
class AttendeeConsented(_AboutAttendee):
    """An attendee agreed to what a desk asked them; the words they agreed to stand in a register."""

    consent_ids: list[str]


@_kind("attendee.proof_code_made")
@dataclass(frozen=True, slots=True)
class AttendeeProofCodeMade(_AboutAttendee):
    """A code was made at a desk with which an attendee checks in once at a kiosk, without their ticket."""


@_kind("attendee.proved")
@dataclass(frozen=True, slots=True)
class AttendeeProved(_AboutAttendee):
    """An attendee without their ticket proved at a kiosk who they are, by `email` or `code`; a scan follows."""

    proof: str


@_kind("ticket.revoked")
@dataclass(frozen=True, slots=True)
class TicketRevoked(_AboutAttendee):
    """A ticket or badge code was made worthless, because it was lost or replaced."""

    ticket_id: str
    why: str


@_kind("ticket.issued")
@dataclass(frozen=True, slots=True)
class TicketIssued(_AboutAttendee):
    """A new ticket code was made for somebody on the list, in place of one that was revoked."""

    ticket_id: str


# ---- scans ----------------------------------------------------------------------------------------


@_kind("scan.admitted")
@dataclass(frozen=True, slots=True)
class ScanAdmitted(_AboutAttendee):
    """A scan let an attendee into a place, or out of it.

    `day` is the event day, `fingerprint` a keyed hash of the code; `overrode` the refusal
    that staff set aside, whose reason in words stands in a register; `passing` people are recorded and moved nowhere.
    `cut_off` says that the station decided by itself; `boot_id` is the start of its own since which its scans count.
    """

    ticket_id: str
    place_id: str
    direction: str
    day: str
    fingerprint: str
    session_id: str = ""
    again: bool = False
    passing: bool = False
    rehearsal: bool = False
    overrode: str = ""
    warnings: list[str] | None = None
    cut_off: bool = False
    boot_id: str = ""


@_kind("scan.refused")
@dataclass(frozen=True, slots=True)
class ScanRefused(Fact):
    """A scan was turned away; `length` and `shape` describe a code that is on no list."""

    place_id: str
    direction: str
    reason: str
    fingerprint: str
    attendee_id: str = ""
    ticket_id: str = ""
    session_id: str = ""
    length: int = 0
    shape: str = ""
    hint: str = ""
    rehearsal: bool = False
    first_fact_id: str = ""
    cut_off: bool = False
    boot_id: str = ""

    @property
    def subject(self) -> str:
        return self.attendee_id or "unknown"


@_kind("scan.undone")
@dataclass(frozen=True, slots=True)
class ScanUndone(_AboutAttendee):
    """An admission was taken back; history keeps it, people and counts are as if it had not been."""

    scan_id: str


@_kind("scan.conflicted")
@dataclass(frozen=True, slots=True)
class ScanConflicted(Fact):
    """A station that was cut off let somebody in, and what is known now says otherwise.

    `kind` is `same_ticket_twice` (`other_scan_id` is the admission that used the entry up) or `not_admissible`, of
    which `reason` is what a refusal would have said. Nobody is put out for it; somebody looks at it.
    """

    attendee_id: str
    place_id: str
    scan_id: str
    kind: str
    reason: str = ""
    other_scan_id: str = ""

    @property
    def subject(self) -> str:
        return self.attendee_id or "unknown"


@_kind("scan.unusable")
@dataclass(frozen=True, slots=True)
class ScanUnusable(_AboutStation):
    """A station told of a scan that nothing can be made of; `why` is the code of the error that it was answered."""

    place_id: str
    scan_id: str
    why: str


@_kind("conflict.dissolved")
@dataclass(frozen=True, slots=True)
class ConflictDissolved(_AboutAttendee):
    """What became known later explains a conflict of scans: there is none."""

    scan_id: str


@_kind("conflict.resolved")
@dataclass(frozen=True, slots=True)
class ConflictResolved(Fact):
    """Somebody looked into a conflict of scans; of the `same_person`, the repeated ones use up no entry."""

    attendee_id: str
    scan_ids: list[str]
    verdict: str

    @property
    def subject(self) -> str:
        return self.attendee_id or "unknown"


@_kind("conflict.reopened")
@dataclass(frozen=True, slots=True)
class ConflictReopened(Fact):
    """What somebody had found out about a conflict of scans was taken back."""

    attendee_id: str
    scan_ids: list[str]

    @property
    def subject(self) -> str:
        return self.attendee_id or "unknown"


@_kind("group.named")
@dataclass(frozen=True, slots=True)
class GroupNamed(_AboutGroup):
    """People were kept together as a group; its name, and who they are, stand in a register."""

    count: int


@_kind("group.checked_in")
@dataclass(frozen=True, slots=True)
class GroupCheckedIn(_AboutGroup):
    """A desk checked several people in at once; each has a scan of their own, whose cause this is."""

    scan_ids: list[str]


@_kind("group.undone")
@dataclass(frozen=True, slots=True)
class GroupUndone(_AboutGroup):
    """The admissions of a group were taken back; each has a fact of its own, whose cause this is."""

    count: int


# ---- places, sessions, readiness --------------------------------------------------------------------


@_kind("session.ended")
@dataclass(frozen=True, slots=True)
class SessionEnded(Fact):
    """The end of a session has passed."""

    session_id: str
    place_id: str

    @property
    def subject(self) -> str:
        return self.session_id


@_kind("place.changed")
@dataclass(frozen=True, slots=True)
class PlaceChanged(_AboutPlace):
    """A place was added, changed or taken away; its name, capacity and entry rule stand in a register."""

    version: int
    is_removed: bool = False


@_kind("place.emptied")
@dataclass(frozen=True, slots=True)
class PlaceEmptied(_AboutPlace):
    """Everybody who was in a place is taken to have left it, because a session or a day ended."""

    why: str


@_kind("room.item_set")
@dataclass(frozen=True, slots=True)
class RoomItemSet(_AboutPlace):
    """An item of a room's checklist was ticked, or unticked, for a session."""

    session_id: str
    item_id: str
    done: bool


@_kind("room.signed_off")
@dataclass(frozen=True, slots=True)
class RoomSignedOff(_AboutPlace):
    """A room was declared ready for a session."""

    session_id: str


@_kind("room.reopened")
@dataclass(frozen=True, slots=True)
class RoomReopened(_AboutPlace):
    """A sign-off was taken back; the reason stands in a register."""

    session_id: str


# ---- stations -------------------------------------------------------------------------------------


@_kind("station.added")
@dataclass(frozen=True, slots=True)
class StationAdded(_AboutStation):
    """A station was set up and waits to be paired."""

    mode: str
    place_id: str


@_kind("station.paired")
@dataclass(frozen=True, slots=True)
class StationPaired(_AboutStation):
    """A device proved a pairing code and holds the station's token."""


@_kind("station.set_up")
@dataclass(frozen=True, slots=True)
class StationSetUp(_AboutStation):
    """What a station is to be was changed; its name and its languages stand in the register."""

    version: int
    mode: str
    place_id: str
    is_out_of_order: bool = False


@_kind("station.revoked")
@dataclass(frozen=True, slots=True)
class StationRevoked(_AboutStation):
    """A station's token was made worthless."""


@_kind("station.fell_silent")
@dataclass(frozen=True, slots=True)
class StationFellSilent(_AboutStation):
    """A station has not been heard of for longer than its heartbeat allows."""


@_kind("station.came_back")
@dataclass(frozen=True, slots=True)
class StationCameBack(_AboutStation):
    """A silent station was heard of again."""


@_kind("station.proof_failed")
@dataclass(frozen=True, slots=True)
class StationProofFailed(_AboutStation):
    """Somebody at a kiosk named themselves and did not prove it; `attendee_ids` are all of that name."""

    proof: str
    attendee_ids: list[str]


@_kind("station.staff_came")
@dataclass(frozen=True, slots=True)
class StaffCame(_AboutStation):
    """Somebody of the staff signed in at a kiosk with number and PIN."""


@_kind("station.staff_left")
@dataclass(frozen=True, slots=True)
class StaffLeft(_AboutStation):
    """Somebody of the staff signed out at a kiosk."""


@_kind("station.pin_refused")
@dataclass(frozen=True, slots=True)
class StaffPinRefused(_AboutStation):
    """Somebody typed a number and a PIN at a kiosk that do not belong together; `account_id` has that number."""

    account_id: str = ""


# ---- calls for help -------------------------------------------------------------------------------


@_kind("help.called")
@dataclass(frozen=True, slots=True)
class HelpCalled(_AboutStation):
    """Somebody at a kiosk called staff; the fact's id is the call's."""


@_kind("help.answered")
@dataclass(frozen=True, slots=True)
class HelpAnswered(_AboutStation):
    """Somebody of the staff said that they come."""

    call_id: str


@_kind("help.closed")
@dataclass(frozen=True, slots=True)
class HelpClosed(_AboutStation):
    """Somebody of the staff said that a call needs nobody any more."""

    call_id: str


# ---- badges ---------------------------------------------------------------------------------------


@_kind("badge.queued")
@dataclass(frozen=True, slots=True)
class BadgeQueued(_AboutAttendee):
    """A badge waits to be printed, if `held` for a look first; `copy` counts from 1, `run_id` is its bulk print."""

    job_id: str
    ticket_id: str
    printer_id: str
    copy: int = 1
    why: str = "admitted"
    rehearsal: bool = False
    run_id: str = ""
    held: bool = False


@_kind("badge.released")
@dataclass(frozen=True, slots=True)
class BadgeReleased(_AboutJob):
    """A held badge may be printed; `upon` is `confirmed`, `corrected`, or `deadline` where nobody said so in time."""

    upon: str


@_kind("badge.sending")
@dataclass(frozen=True, slots=True)
class BadgeSending(_AboutJob):
    """A spooler claimed the job under a lease and is about to send it; `labels` is how many its layout has."""

    printer_id: str
    layout: str = ""
    layout_version: int = 0
    labels: int = 1


@_kind("badge.printing")
@dataclass(frozen=True, slots=True)
class BadgePrinting(_AboutJob):
    """The printer took the job."""


@_kind("badge.printed")
@dataclass(frozen=True, slots=True)
class BadgePrinted(_AboutJob):
    """The printer confirmed that the badge came out."""


@_kind("badge.unknown")
@dataclass(frozen=True, slots=True)
class BadgeUnknown(_AboutJob):
    """The data was sent, and nobody can say whether a badge came out."""

    why: str = ""


@_kind("badge.failed")
@dataclass(frozen=True, slots=True)
class BadgeFailed(_AboutJob):
    """The badge certainly did not come out."""

    why: str = ""


@_kind("badge.returned")
@dataclass(frozen=True, slots=True)
class BadgeReturned(_AboutJob):
    """A claimed job certainly reached no printer, and waits in the queue again."""

    why: str = ""


@_kind("badge.moved")
@dataclass(frozen=True, slots=True)
class BadgeMoved(_AboutJob):
    """A job of which certainly nothing came out waits at another printer now; `why` is `fault`, `silent` or `staff`."""

    from_printer_id: str
    to_printer_id: str
    why: str = ""


@_kind("badge.voided")
@dataclass(frozen=True, slots=True)
class BadgeVoided(_AboutJob):
    """The badge is no longer wanted."""

    why: str = ""


@_kind("run.started")
@dataclass(frozen=True, slots=True)
class BadgeRunStarted(_AboutRun):
    """Badges are printed in advance, in an order; `total` is how many, `boxes` how they are put into boxes."""

    printer_id: str
    sort: str
    boxes: str
    categories: list[str]
    unprinted_only: bool
    total: int


@_kind("run.queued")
@dataclass(frozen=True, slots=True)
class BadgeRunQueued(_AboutRun):
    """All of a bulk print is queued; `total` is how many badges it became: people cancel, or are added, meanwhile."""

    total: int


@_kind("run.stopped")
@dataclass(frozen=True, slots=True)
class BadgeRunStopped(_AboutRun):
    """No more badges of a bulk print are handed to its printer until it is continued."""


@_kind("run.continued")
@dataclass(frozen=True, slots=True)
class BadgeRunContinued(_AboutRun):
    """A bulk print that was stopped goes on where it stopped."""


@_kind("badges.placed")
@dataclass(frozen=True, slots=True)
class BadgesPlaced(_AboutEvent):
    """Printed badges were put into boxes to be picked up; whose lies where stands in a register."""

    count: int
    run_id: str = ""


@_kind("badge.handed_out")
@dataclass(frozen=True, slots=True)
class BadgeHandedOut(_AboutAttendee):
    """The badge that was printed in advance was given to the attendee."""

    rehearsal: bool = False


@_kind("badge.missing")
@dataclass(frozen=True, slots=True)
class BadgeMissing(_AboutAttendee):
    """The badge that was printed in advance is not in its box."""

    rehearsal: bool = False


@_kind("badge.put_back")
@dataclass(frozen=True, slots=True)
class BadgePutBack(_AboutAttendee):
    """The badge that was printed in advance lies in its box after all."""

    rehearsal: bool = False


@_kind("badge.confirmed")
@dataclass(frozen=True, slots=True)
class BadgeConfirmed(_AboutJob):
    """Somebody saw the badge come out, of which the printer had said nothing."""


@_kind("badge.retried")
@dataclass(frozen=True, slots=True)
class BadgeRetried(_AboutJob):
    """Somebody looked, and no badge had come out: the job waits in the queue again."""


@_kind("printer.set_up")
@dataclass(frozen=True, slots=True)
class PrinterSetUp(_AboutPrinter):
    """A printer was added, set up anew or taken away; where it is stands in a register."""

    version: int
    is_removed: bool = False


@_kind("printer.changed")
@dataclass(frozen=True, slots=True)
class PrinterChanged(_AboutPrinter):
    """A printer's own state changed, as its driver reads it."""

    state: str


@_kind("printer.served")
@dataclass(frozen=True, slots=True)
class PrinterServed(_AboutPrinter):
    """A paired spooler alone prints on this printer from now on; with no `spooler_id` the server's own does again."""

    spooler_id: str


@_kind("printer.paused")
@dataclass(frozen=True, slots=True)
class PrinterPaused(_AboutPrinter):
    """No badges are handed to a printer until it is resumed, test badges apart."""


@_kind("printer.resumed")
@dataclass(frozen=True, slots=True)
class PrinterResumed(_AboutPrinter):
    """A paused printer is handed badges again."""


@_kind("printer.loaded")
@dataclass(frozen=True, slots=True)
class PrinterLoaded(_AboutPrinter):
    """Somebody put labels into a printer, and said how many it has now."""

    labels: int


@_kind("printer.counted")
@dataclass(frozen=True, slots=True)
class PrinterCounted(_AboutPrinter):
    """A printer itself said how many labels it has left, and that is not what was reckoned."""

    labels: int


@_kind("printer.tested")
@dataclass(frozen=True, slots=True)
class PrinterTested(_AboutPrinter):
    """A badge that says TEST, of nobody, waits to be printed."""

    job_id: str


def kinds() -> Iterable[type[Fact]]:
    """Every kind of fact, in the catalogue's order."""
    return _KINDS.values()


def revive(kind: str, data: dict[str, Any]) -> Fact:
    """The fact that `values()` was taken from. Raises KeyError for a kind that is not in the catalogue."""
    return _KINDS[kind](**data)
