"""Remembering how a person has corrected the recognition of a list, for the next list with the same headers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from turnout.domain.errors import BadInput
from turnout.domain.facts import RecognitionCorrected
from turnout.formats.attendee_words import Field
from turnout.services.chance import Chance
from turnout.services.event import Caller, Event
from turnout.store import log, recognitions
from turnout.store.log import Origin
from turnout.store.writer import Transaction


def remember(
    event: Event, headers_key: str, columns: Mapping[str, str], by: Caller, now: datetime, chance: Chance
) -> int:
    """Keep the corrections (headers by field; "" for none) of a header row. Answers their version.

    Raises BadInput for a name that is no field.
    """
    if unknown := sorted(set(columns) - set(Field)):
        raise BadInput(f"A list has no field {unknown[0]}.", f"Its fields are {', '.join(Field)}.")
    fact_id = chance.new_id()

    def put(tx: Transaction) -> int:
        version = recognitions.remember(tx.connection, headers_key, columns)
        log.append(tx, RecognitionCorrected(headers_key, version), Origin.at(now, by.actor), fact_id)
        return version

    return event.write(put)
