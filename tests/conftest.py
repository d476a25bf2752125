"""What all tests share: no way out of this machine, steady examples, and a small event."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import outside_world
import pytest
from factories import make_event, seeded
from hypothesis import HealthCheck, settings

from turnout.demo.event import SeededChance
from turnout.services.event import Event

settings.register_profile(
    "steady", max_examples=50, stateful_step_count=40, derandomize=True, deadline=None, database=None
)
settings.register_profile(  # by hand: pytest --hypothesis-profile=many
    "many", max_examples=1500, stateful_step_count=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

outside_world.watch()


@pytest.fixture(autouse=True)
def outside_world_is_refused() -> Iterator[None]:
    """Fails the test that reached beyond loopback, even when it caught the refusal."""
    outside_world.REACHED.clear()
    yield
    assert outside_world.REACHED == []


@pytest.fixture
def chance() -> SeededChance:
    return seeded()


@pytest.fixture
def event(tmp_path: Path) -> Iterator[Event]:
    """An opened event by the congress preset, without rooms, people, stations or printers."""
    made = make_event(tmp_path / "congress.db")
    yield made
    made.file.close()
