"""One file that a coordinator brings in on a page: where its import stands, and what the page is told of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from turnout.services.importing import Choices

_TOLD_OF_RESULT = ("has_few", "lines", "totals")
_KEPT_BACK = ("schedule", "headers_key")


class State(StrEnum):
    """Where an import stands."""

    READING = "reading"
    READY = "ready"
    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"


@dataclass
class ImportFile:
    """One file. `found` is what it was recognised as, `result` what the last check or import came to."""

    id: str
    name: str
    path: Path
    state: State = State.READING
    found: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    error: dict[str, str] | None = None
    columns: dict[str, str] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    process: Any = None
    timer: Any = None

    @property
    def report(self) -> Path:
        return self.path.with_name(f"{self.id}-report.csv")

    @property
    def is_over(self) -> bool:
        """Whether nothing goes on, nor waits for somebody to go on with it."""
        return self.state in (State.DONE, State.FAILED)

    def told(self) -> dict[str, Any]:
        """What the page is told."""
        found = {name: value for name, value in self.found.items() if name not in _KEPT_BACK}
        result = {name: self.result[name] for name in _TOLD_OF_RESULT if name in self.result}
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "found": found or None,
            "counts": self.counts or None,
            "result": result or None,
            "choices": asdict(self.choices),
            "error": self.error,
        }

    def hear(self, message: dict[str, Any]) -> bool:
        """Take a message of the importing process in; true for the last one of a task that went well."""
        if "failed" in message:
            words = message["failed"]
            self.error = {**words, "message": words["message"].replace(str(self.path), self.name)}
        self.counts = message.get("counts", self.counts)
        if "done" not in message:
            return False
        self.result = message["done"]
        self.counts = self.result.get("counts", self.counts)
        return True

    def go_into(self, state: State) -> None:
        self.state = state

    def fail(self, error: dict[str, str]) -> None:
        self.error = error
        self.state = State.FAILED
