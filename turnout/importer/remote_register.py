"""Staging and publishing through the running server, which holds the event file."""

from __future__ import annotations

from dataclasses import asdict

from pydantic_core import to_json

from turnout.remote import Remote, Sent
from turnout.services.comparing import Added
from turnout.services.importing import DEFAULT, Choices, Plan
from turnout.store.batches import Staged

_COUNTS = ("added", "changed", "unchanged", "refused", "kept", "missing")


class RemoteRegister:
    """An import through the running server, which stages one chunk while the next is read.

    Without a thread: one that sent would wait for the interpreter, five milliseconds at each step of its way.
    """

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._on_its_way: Sent | None = None

    def begin(self) -> int:
        batch: int = self._remote.post("/imports", {})["batch"]
        return batch

    def stage(self, batch: int, added: list[Added], staged: list[Staged]) -> None:
        rows = to_json({"added": added, "staged": staged})
        self.wait()
        self._on_its_way = self._remote.send(f"/imports/{batch}/rows", rows)

    def publish(self, batch: int, plan: Plan, choices: Choices = DEFAULT) -> int:
        self.wait()
        counts = {name: getattr(plan, name) for name in _COUNTS}
        seq: int = self._remote.post(f"/imports/{batch}/publish", {**counts, **asdict(choices)})["seq"]
        return seq

    def discard(self, batch: int) -> None:
        self._remote.post(f"/imports/{batch}/discard", {})

    def wait(self) -> None:
        """Until the chunk before has been staged. Raises what went wrong with it."""
        if (sent := self._on_its_way) is not None:
            self._on_its_way = None
            sent.answer()
