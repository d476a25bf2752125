"""Tickets: drawing them for their holders, and replacing one that is lost or has been passed on.

To draw a ticket changes nothing: the same person gets the same code, however often.
"""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from badges.render import Rendered
from turnout.domain.errors import BadInput, Conflict
from turnout.domain.facts import TicketIssued, TicketRevoked
from turnout.domain.model import Attendee, CodeKind, Ticket
from turnout.formats.new_file import new_file
from turnout.formats.new_folder import NewFolder, new_folder
from turnout.formats.tables import Column, Table, write_csv
from turnout.paper import ticket
from turnout.paper.pdf import Pdf
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.services.registration import new_code
from turnout.store import attendees, layouts, log, settings, ticket_holders
from turnout.store.log import Origin
from turnout.store.writer import Transaction

INDEX = "index.csv"
_INDEX_COLUMNS = (Column("id", 18), Column("email", 36), Column("language", 10), Column("file", 36))
_SAFE_IN_A_NAME = re.compile(r"[A-Za-z0-9-]{1,40}")


@dataclass(slots=True)
class Issued:
    """What came of drawing tickets. `incomplete` are the ids of people whose ticket lacks letters of their name,
    because no font of this machine has them.
    """

    count: int = 0
    incomplete: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Issue:
    """The tickets asked for: everybody's, a category's, or one person's.

    Raises BadInput when there is none, or when tickets for trying are wanted of an event that has opened.
    """

    connection: sqlite3.Connection
    category: str = ""
    attendee_id: str = ""
    is_test: bool = False

    def __post_init__(self) -> None:
        if self.is_test and settings.opened_at(self.connection) is not None:
            raise BadInput(
                "The event has opened: a ticket that says TEST would admit.", "Leave --test away.", code="event_opened"
            )
        if not self.total():
            raise _nobody(self)

    def total(self) -> int:
        return ticket_holders.count(self.connection, self.category, self.attendee_id)

    def drawn(self, issued: Issued, tell: Callable[[int], None]) -> Iterator[tuple[Attendee, Rendered]]:
        """Each holder with their ticket, drawn when it is asked for; counted in `issued`."""
        config = settings.read(self.connection)
        event = ticket.AtEvent(config.name, config.days, config.languages, self.is_test)
        labels = dict(layouts.categories(self.connection))
        for holder in ticket_holders.each(self.connection, self.category, self.attendee_id):
            attendee = holder.attendee
            drawn = ticket.draw(attendee, holder.code, labels.get(attendee.category, attendee.category), event)
            if any(name == "name" for name, _ in drawn.dropped) or "name" in drawn.cut:
                issued.incomplete.append(attendee.id)
            yield attendee, drawn
            issued.count += 1
            tell(issued.count)


def as_pdf(
    issue: Issue,
    target: Path,
    tell: Callable[[int], None],
    record: Callable[[int], None],
    *,
    on_sheets: bool = False,
    overwrite: bool = False,
) -> Issued:
    """Write a PDF with a ticket a page (A6), or `on_sheets` with four on a page to be cut (A4).

    `tell` gets how many are drawn; `record` how many there are, once they are whole and before the file has its name.
    """
    issued = Issued()
    with new_file(target, overwrite=overwrite) as out:
        document = Pdf(out, ticket.DPI, settings.read(issue.connection).name)
        cards = (drawn.image for _, drawn in issue.drawn(issued, tell))
        for page in ticket.FOUR_ON_A4.pages(cards, ticket.DPI) if on_sheets else cards:
            document.add(page)
        document.finish()
        record(issued.count)
    return issued


def as_folder(
    issue: Issue,
    target: Path,
    tell: Callable[[int], None],
    record: Callable[[int], None],
    *,
    overwrite: bool = False,
) -> Issued:
    """Fill a folder with a PNG a ticket, and with an index by which another system can mail them; as `as_pdf`."""
    issued = Issued()
    zone = settings.read(issue.connection).zone
    index = io.BytesIO()
    with new_folder(target, known_by=INDEX, overwrite=overwrite) as folder:
        write_csv(index, Table("Tickets", _INDEX_COLUMNS, _pictures(issue.drawn(issued, tell), folder), zone))
        folder.put(INDEX, index.getvalue())
        record(issued.count)
    return issued


def _pictures(drawn: Iterable[tuple[Attendee, Rendered]], folder: NewFolder) -> Iterator[tuple[str, ...]]:
    """Puts each ticket's picture into the folder, and gives its row of the index."""
    for attendee, picture in drawn:
        name = file_name(attendee)
        folder.put(name, picture.png())
        yield attendee.id, attendee.email, attendee.language, name


def file_name(attendee: Attendee) -> str:
    """The file of a ticket's picture: the order first, so that a group's lie together; then whose it is."""
    order = attendee.order_code
    return f"{order}-{attendee.id}.png" if _SAFE_IN_A_NAME.fullmatch(order) else f"{attendee.id}.png"


def replace(event: Event, attendee_id: str, by: Caller, now: datetime, chance: Chance) -> Ticket:
    """Make somebody's tickets worthless, and a new one for them; answers it.

    Raises NotFound for an unknown attendee, Conflict for one who has cancelled.
    """
    tag = settings.read(event.reader).tag
    new = new_code(CodeKind.TICKET, attendee_id, tag, chance)
    return event.write(lambda tx: _replace(tx, new, Origin.at(now, by.actor)))


def _replace(tx: Transaction, new: Ticket, origin: Origin) -> Ticket:
    attendee = attendees.get(tx.connection, new.attendee_id)
    if attendee.is_cancelled:
        raise Conflict("They have cancelled.", "Register them again at the desk.", code="cancelled")
    for old in attendees.tickets_of(tx.connection, attendee.id):
        if old.kind is CodeKind.TICKET and not old.is_revoked:
            attendees.revoke_ticket(tx.connection, old.id)
            log.append(tx, TicketRevoked(attendee.id, old.id, "ticket replaced"), origin, f"{old.id}-revoked")
    attendees.add_tickets(tx.connection, [new])
    log.append(tx, TicketIssued(attendee.id, new.id), origin, f"{new.id}-issued")
    return new


def _nobody(issue: Issue) -> BadInput:
    if issue.attendee_id:
        return BadInput(
            f"{issue.attendee_id} is nobody with a valid ticket{' of that category' if issue.category else ''}.",
            "See that the id is right and that they have not cancelled.",
            code="no_ticket",
        )
    if issue.category:
        known = ", ".join(category for category, _ in layouts.categories(issue.connection))
        return BadInput(
            f"Nobody of the category {issue.category} has a valid ticket.", f"Categories are {known}.", code="no_ticket"
        )
    return BadInput("Nobody has a valid ticket yet.", "Import the attendees first.", code="no_ticket")
