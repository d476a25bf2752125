"""The event's settings: a register of JSON values by name, each with a version."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from turnout.domain.badge_check import AT_ONCE, BadgeCheck
from turnout.domain.days import event_day
from turnout.store.times import from_text

_OF_EVENT = ("name", "time_zone", "day_boundary", "days", "accent", "languages", "tag", "key", "badge_check")
SECRET = ("tag", "key")
"""Settings that are made with the event, told to nobody and never changed."""
APART = ("walk_in", "refusal_steps", "purge_on")
"""Settings that no scan needs, and that DOCUMENT leaves out."""

DOCUMENT = f"""
    SELECT '{{' || group_concat('"' || name || '":' || value) || '}}' FROM settings WHERE name IN {_OF_EVENT}
"""
"""What EventSettings holds as one JSON text, put together without parsing: every value was checked when it was put."""


@dataclass(frozen=True, slots=True)
class EventSettings:
    """What the event is. `key` is the secret of keyed hashes; `tag` stands in every code of ours."""

    name: str
    time_zone: str
    day_boundary: time
    days: tuple[str, ...]
    accent: str
    languages: tuple[str, ...]
    tag: str
    key: bytes
    badge_check: BadgeCheck = AT_ONCE

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def day_of(self, moment: datetime) -> str:
        """The event day of a moment, as an ISO date."""
        return event_day(moment, self.zone, self.day_boundary).isoformat()


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it stands; version 0 is one that nobody has put yet."""

    value: Any
    version: int


def read(connection: sqlite3.Connection) -> EventSettings:
    """All settings of the event."""
    return parsed(connection.execute(DOCUMENT).fetchone()[0])


@lru_cache(maxsize=16)  # every scan reads them, few change them: the same text is the same settings
def parsed(document: str) -> EventSettings:
    """The settings that a row of DOCUMENT holds."""
    values = json.loads(document)
    return EventSettings(
        name=values["name"],
        time_zone=values["time_zone"],
        day_boundary=time.fromisoformat(values["day_boundary"]),
        days=tuple(values["days"]),
        accent=values["accent"],
        languages=tuple(values["languages"]),
        tag=values["tag"],
        key=bytes.fromhex(values["key"]),
        badge_check=_badge_check(values.get("badge_check")),
    )


def _badge_check(value: dict[str, Any] | None) -> BadgeCheck:
    return AT_ONCE if value is None else BadgeCheck(value["asks"], value["seconds"], tuple(value["fields"]))


def read_one(connection: sqlite3.Connection, name: str) -> Setting:
    """One setting by its name."""
    row = connection.execute("SELECT value, version FROM settings WHERE name = ?", (name,)).fetchone()
    return Setting(None, 0) if row is None else Setting(json.loads(row[0]), row[1])


def put(connection: sqlite3.Connection, name: str, value: Any) -> int:
    """Set one; answers its new version."""
    row = connection.execute(
        """
        INSERT INTO settings (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = version + 1
        RETURNING version
        """,
        (name, json.dumps(value, ensure_ascii=False)),
    ).fetchone()
    version: int = row[0]
    return version


def opened_at(connection: sqlite3.Connection) -> datetime | None:
    """When the rehearsal ended; None while it goes on."""
    row = connection.execute("SELECT opened_at FROM opening").fetchone()
    return None if row is None else from_text(row[0])
