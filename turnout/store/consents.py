"""The register of consents: what somebody agreed to at a desk, in the words that they were asked with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime

from turnout.store.times import to_text


def put(
    connection: sqlite3.Connection, attendee_id: str, consents: Mapping[str, Mapping[str, str]], given_at: datetime
) -> None:
    """`consents` are their texts by language, by their ids."""
    connection.executemany(
        "INSERT INTO consents (attendee_id, consent_id, texts, given_at) VALUES (?, ?, ?, ?)",
        [
            (attendee_id, consent_id, json.dumps(dict(texts), ensure_ascii=False), to_text(given_at))
            for consent_id, texts in consents.items()
        ],
    )


def of_attendee(connection: sqlite3.Connection, attendee_id: str) -> dict[str, dict[str, str]]:
    """The texts that somebody agreed to, by language, by the consents' ids."""
    rows = connection.execute(
        "SELECT consent_id, texts FROM consents WHERE attendee_id = ? ORDER BY consent_id", (attendee_id,)
    )
    return {row[0]: json.loads(row[1]) for row in rows}
