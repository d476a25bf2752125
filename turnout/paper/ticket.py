"""A ticket as its holder gets it: who and when in their language, and the code, for cameras and for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from badges.layout import Layout, parse
from badges.render import Rendered, render
from turnout.domain import tickets
from turnout.domain.model import Attendee
from turnout.paper.sheet import Sheet
from turnout.paper.texts import spoken

DPI = 300
FOUR_ON_A4 = Sheet(columns=2, rows=2, card_mm=(105.0, 148.0))
_GROUP = 4
_LONGEST_TYPED = 64
"""A code of another system that is longer is no help to whoever types it, and is left to the scanner."""


@dataclass(frozen=True, slots=True)
class AtEvent:
    """What all tickets of an event share. `days` are ISO dates; `languages` the event's, the first one first."""

    name: str
    days: Sequence[str]
    languages: Sequence[str]
    is_test: bool = False


def draw(holder: Attendee, code: str, category: str, event: AtEvent) -> Rendered:
    """The ticket of `holder`, 105 x 148 mm in dots of DPI; always the same for the same values.

    `category` is what people call it. The QR symbol is over 30 mm wide, at error correction M.
    """
    texts = spoken(holder.language, event.languages)
    fields = {
        "mark": "TEST" if event.is_test else "",
        "event": event.name,
        "dates": texts.dates(holder.valid_days or event.days),
        "name": holder.full_name,
        "category": category,
        "code": readable(code),
        "show": texts.say("ticket.show"),
        "secret": texts.say("ticket.secret"),
        "order": texts.say("ticket.order", order=holder.order_code) if holder.order_code else "",
        "language": holder.language,
    }
    return render(_layout(), fields, code, DPI, rehearsal=event.is_test)


def readable(code: str) -> str:
    """A code as one reads it aloud or types it: ours in groups of four; another system's as it is, or not at all."""
    if tickets.read(code).is_ours:
        return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
    return code if len(code) <= _LONGEST_TYPED else ""


@cache
def _layout() -> Layout:
    text = files("turnout.paper").joinpath("layouts", "ticket-a6.toml").read_text(encoding="utf-8")
    return parse(text)
