"""What the log and the registers hold, as tests ask for it."""

from __future__ import annotations

from turnout.domain.facts import Fact, Stated
from turnout.services.event import Event
from turnout.store import log, reports


def facts(event: Event, after: int = 0) -> list[Fact]:
    """What was stated later than `after`, in order."""
    return [stated.fact for stated in log.read(event.reader, after)]


def last(event: Event) -> Stated:
    return list(log.read(event.reader))[-1]


def kinds(event: Event, after: int = 0) -> list[str]:
    return [fact.KIND for fact in facts(event, after)]


def seq(event: Event) -> int:
    return log.last_seq(event.reader)


def inside(event: Event, place_id: str = "venue") -> int:
    return reports.headcounts(event.reader).get(place_id, 0)


def text_of_log(event: Event) -> str:
    """Every value of every row of the log, for looking whether something stands in it."""
    return "\n".join(str(tuple(row)) for row in event.reader.execute("SELECT * FROM log"))


def notes(event: Event) -> list[tuple[str, str, str, str]]:
    """Subject, kind, text and author of every note."""
    return [tuple(row) for row in event.reader.execute("SELECT subject, kind, text, by FROM notes ORDER BY at, id")]
