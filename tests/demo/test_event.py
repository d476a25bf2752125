"""The demo's event file: all of it, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from turnout.demo import event as demo_event
from turnout.web.house import system_clock


def test_a_demo_that_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(what: str) -> None:
        if what == "the day so far":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo_event.make(tmp_path / "demo.db", 10, 7, system_clock(), interrupt)
    assert list(tmp_path.iterdir()) == []
