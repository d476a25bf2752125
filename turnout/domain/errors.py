"""What is not allowed, or cannot be: each with a stable code, a sentence, and what to do about it.

A refused ticket is not an error but an outcome (`admission.Refused`). One renderer turns these into
JSON, HTML or a line on the terminal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class TurnoutError(Exception):
    """Base of all. `status` is the HTTP status a face answers with.

    `current` is what stands there instead of what was expected, for a page to show beside it.
    """

    code = "not_possible"
    status = 409

    def __init__(
        self, message: str, remedy: str = "", *, code: str = "", current: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.current = current
        if code:
            self.code = code


class NotFound(TurnoutError):
    """Something that was named is not there."""

    code = "not_found"
    status = 404


class NotAllowed(TurnoutError):
    """The caller's role does not permit it."""

    code = "not_allowed"
    status = 403


class NotSignedIn(TurnoutError):
    """The caller is nobody, and somebody is needed."""

    code = "not_signed_in"
    status = 401


class TooManyTries(TurnoutError):
    """A secret was guessed too often; the remedy says how long to wait."""

    code = "too_many_tries"
    status = 429


class BadInput(TurnoutError):
    """What was sent cannot be understood; nothing was changed."""

    code = "bad_input"
    status = 422


class Conflict(TurnoutError):
    """It can be understood, but not now: somebody was quicker, or something must come first."""

    code = "conflict"
    status = 409


class StoreFull(TurnoutError):
    """The disk refuses writes. Nothing acknowledged was lost, and reading goes on."""

    code = "disk_full"
    status = 507


class EventFileError(TurnoutError):
    """The event file cannot be opened as one: missing, damaged, or of a newer version."""

    code = "event_file"
    status = 500
