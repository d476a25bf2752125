"""Recording that a command takes personal data out, through the running server or in the file that it holds."""

from __future__ import annotations

from turnout.domain.model import Role
from turnout.remote import Remote
from turnout.services import exporting
from turnout.services.chance import SystemChance
from turnout.services.event import Caller, Event
from turnout.services.exporting import Export
from turnout.web.house import system_clock

_BY = Caller("command", Role.COORDINATOR)


def record(held: Event | Remote, export: Export, rows: int, has_codes: bool) -> None:
    """Record an export of so many rows; before the file has its name, so that none is out without a trace."""
    if isinstance(held, Remote):
        held.post("/exports", {"export": export, "rows": rows, "has_codes": has_codes})
    else:
        exporting.record(held, export, rows, has_codes, _BY, system_clock(), SystemChance().new_id())
