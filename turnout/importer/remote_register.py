"""Staging and publishing through the running server, which holds the event file."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from turnout.remote import Remote
from turnout.services.comparing import Added
from turnout.services.importing import DEFAULT, Choices, Plan
from turnout.store.batches import Staged

_COUNTS = ("added", "changed", "unchanged", "refused", "kept", "missing")


class RemoteRegister:
    """An import through the running server, which stages one chunk while the next is read."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._sender = ThreadPoolExecutor(1)
        self._on_its_way: Future[Any] | None = None

    def begin(self) -> int:
        batch: int = self._remote.post("/imports", {})["batch"]
        return batch

    def stage(self, batch: int, added: list[Added], staged: list[Staged]) -> None:
        self.wait()
        rows = {"added": added, "staged": staged}
        self._on_its_way = self._sender.submit(self._remote.post, f"/imports/{batch}/rows", rows)

    def publish(self, batch: int, plan: Plan, choices: Choices = DEFAULT) -> int:
        self.wait()
        counts = {name: getattr(plan, name) for name in _COUNTS}
        seq: int = self._remote.post(f"/imports/{batch}/publish", {**counts, **asdict(choices)})["seq"]
        return seq

    def discard(self, batch: int) -> None:
        self._sender.shutdown(cancel_futures=True)
        self._remote.post(f"/imports/{batch}/discard", {})

    def wait(self) -> None:
        """Until the chunk before has been staged. Raises what went wrong with it."""
        if self._on_its_way is not None:
            self._on_its_way.result()
            self._on_its_way = None
