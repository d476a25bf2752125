"""What an event is made of: the nouns of the glossary, as frozen values.

Times are aware datetimes in UTC; ids are opaque strings; names are as their owners write them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """Who may do what. `NOBODY` is a caller who has not signed in."""

    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"
    DESK = "desk"
    STAFF = "staff"
    VIEWER = "viewer"
    STATION = "station"
    SCREEN = "screen"
    NOBODY = "nobody"


class PlaceKind(StrEnum):
    """The venue holds zones and rooms; a person in a room is also inside the venue."""

    VENUE = "venue"
    ZONE = "zone"
    ROOM = "room"


class StationMode(StrEnum):
    """What a station is for. A spooler prints and never scans; a phone belongs to a signed-in person.

    At a pick-up lie the badges that were printed in advance.
    """

    ENTRANCE = "entrance"
    DOOR = "door"
    DESK = "desk"
    PICKUP = "pickup"
    PHONE = "phone"
    SPOOLER = "spooler"


class Offer(StrEnum):
    """What attendees may do at a kiosk beside scanning; help can be called at every one."""

    NO_TICKET = "no_ticket"
    WALK_IN = "walk_in"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Entries(StrEnum):
    """How often one attendee may enter a place."""

    ONCE = "once"
    ONCE_A_DAY = "once_a_day"
    TIMES = "times"
    UNLIMITED = "unlimited"


class Accepts(StrEnum):
    """Which kind of code a place takes at its door."""

    TICKETS = "tickets"
    BADGES = "badges"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Policy:
    """The entry rule of a place. An empty `categories` admits every category.

    `opens_at`/`closes_at` bound the door, each loosened by `tolerance_s` seconds.
    `capacity_is_hard` refuses at capacity only where the count is exact; an estimated count warns.
    """

    entries: Entries = Entries.UNLIMITED
    times: int = 1
    accepts: Accepts = Accepts.BOTH
    categories: frozenset[str] = frozenset()
    booking_needed: bool = False
    count_is_exact: bool = False
    capacity_is_hard: bool = False
    waits_for_readiness: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    tolerance_s: int = 0
    override_roles: frozenset[Role] = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.DESK})


PRESETS: dict[str, Policy] = {
    "congress": Policy(entries=Entries.ONCE, accepts=Accepts.TICKETS),
    "day_tickets": Policy(entries=Entries.ONCE_A_DAY, accepts=Accepts.BOTH),
    "workshop": Policy(booking_needed=True, waits_for_readiness=True),
    "open": Policy(),
}
"""The four entry rules an organiser starts from."""


VENUE = "venue"
"""The id of the one venue; every other place is inside it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Anywhere with a door. `capacity` is people, None where nobody has said."""

    id: str
    name: str
    kind: PlaceKind
    capacity: int | None = None
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True)
class Session:
    """Something that happens in a room between two times; `speakers` are public names."""

    id: str
    place_id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    speakers: tuple[str, ...] = ()
    track: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person on the list.

    `full_name` is what a badge and a greeting show; `given_name` may be empty (mononyms, unknown order).
    `valid_days` are event days (ISO dates); empty means every day. `gets` is what they are given beside the badge.
    """

    id: str
    full_name: str
    given_name: str = ""
    company: str = ""
    email: str = ""
    category: str = "visitor"
    language: str = ""
    pronouns: str = ""
    order_code: str = ""
    source_id: str = ""
    is_paid: bool = True
    is_cancelled: bool = False
    is_blocked: bool = False
    valid_days: tuple[str, ...] = ()
    gets: tuple[str, ...] = ()
    version: int = 1


class CodeKind(StrEnum):
    TICKET = "ticket"
    BADGE = "badge"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A secret code that admits one attendee; a badge carries another secret of the same person."""

    id: str
    code: str
    kind: CodeKind
    attendee_id: str
    is_revoked: bool = False


@dataclass(frozen=True, slots=True)
class Station:
    """A paired device. `clock_skew_ms` is server time minus device time, measured at each heartbeat.

    It prints on `printer_id`, its own, where it has one, else on the next of `printer_group`. All but the skew is
    desired state: set on the dashboard, followed by the device.
    """

    id: str
    name: str
    mode: StationMode
    place_id: str
    printer_group: str = ""
    languages: tuple[str, ...] = ("en",)
    clock_skew_ms: int = 0
    is_revoked: bool = False
    printer_id: str = ""
    offers: tuple[Offer, ...] = ()
    is_out_of_order: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """One attendee as a file gives them, before anybody has decided what to do with the row.

    `line` is the 1-based line of the file where the row begins; `code` is a ticket code the other
    system has already sent out, kept as it is. Empty strings are "the file does not say".
    """

    line: int
    full_name: str
    given_name: str = ""
    company: str = ""
    email: str = ""
    category: str = ""
    language: str = ""
    pronouns: str = ""
    order_code: str = ""
    source_id: str = ""
    code: str = ""
    is_paid: bool = True
    is_cancelled: bool = False
    valid_days: tuple[str, ...] = ()
    gets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row, or a whole file, that cannot be taken: why, and what to do about it.

    `source_id` and `code` are what the row says of whose it is, as far as it could be read.
    """

    line: int
    reason: str
    remedy: str
    source_id: str = field(default="", compare=False, repr=False)
    code: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room as a schedule file gives it; `source_id` is the file's guid, else its name."""

    source_id: str
    name: str
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as a schedule file gives it; `room_source_id` joins a `RoomRow`."""

    source_id: str
    room_source_id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    speakers: tuple[str, ...] = ()
    track: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A whole schedule file: rooms, their sessions, and what could not be read."""

    title: str
    version: str
    time_zone: str
    rooms: tuple[RoomRow, ...]
    sessions: tuple[SessionRow, ...]
    problems: tuple[RowProblem, ...] = ()
