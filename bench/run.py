"""Measure every speed goal in one run, and write docs/performance.md.

    python -m bench.run [--only NAME]... [--quick]

With --only or --quick nothing is written: the page always holds one whole run.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from bench import (
    alone,
    bringing,
    drawing,
    event,
    greeting,
    machine,
    pushing,
    queueing,
    raw_sqlite,
    scanning,
    searching,
    starting,
)
from bench.event import BigEvent
from bench.rows import Table

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
ATTENDEES = 100_000


@dataclass
class Bench:
    """What the measurements share: a folder that goes when the run ends, and the big event."""

    folder: Path
    is_quick: bool

    @cached_property
    def big(self) -> BigEvent:
        say(f"making an event with {ATTENDEES:,} attendees")
        return event.make(self.folder / "big.db", ATTENDEES)

    @property
    def seconds(self) -> float:
        """How long one load lasts."""
        return 1.0 if self.is_quick else 2.0

    @property
    def rounds(self) -> int:
        return 1 if self.is_quick else 3


MEASUREMENTS: dict[str, Callable[[Bench], Table]] = {
    "raw": lambda b: raw_sqlite.measure(b.folder, b.seconds / 2),
    "scans": lambda b: scanning.measure(b.big, b.folder, b.seconds, b.rounds),
    "slow-disk": lambda b: scanning.measure_slow_disk(b.big, b.folder, b.seconds, b.rounds),
    "queueing": lambda b: queueing.measure(b.big, b.folder, b.seconds, b.rounds),
    "tls": lambda b: scanning.measure_tls(b.big, b.folder, b.seconds),
    "push": lambda b: pushing.measure(b.big, b.folder, 20 if b.is_quick else 60),
    "badges": lambda b: drawing.measure(100 if b.is_quick else 400),
    "kiosk": lambda b: greeting.measure(8 if b.is_quick else 20),
    "alone": lambda b: alone.measure(b.big, b.folder, 2_000 if b.is_quick else 10_000),
    "search": lambda b: searching.measure(b.big, b.folder, 4 if b.is_quick else 20),
    "import": lambda b: bringing.measure(b.folder),
    "start": lambda b: starting.measure(b.big, b.folder, 3 if b.is_quick else 5),
}
_BEGUN = time.monotonic()


def say(text: str) -> None:
    print(f"{time.monotonic() - _BEGUN:6.1f} s  {text}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure every speed goal in one run.")
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="measure this; may be repeated")
    parser.add_argument("--quick", action="store_true", help="shorter loads, one round")
    wanted = parser.parse_args()
    tables: list[Table] = []
    with tempfile.TemporaryDirectory(prefix="turnout-bench-") as folder:
        bench = Bench(Path(folder), wanted.quick)
        for name in wanted.only or MEASUREMENTS:
            say(name)
            tables.append(MEASUREMENTS[name](bench))
            print("\n".join(tables[-1].markdown()), flush=True)
    if wanted.only or wanted.quick:
        say("nothing written: not a whole run")
    else:
        PAGE.write_text(page(tables), encoding="utf-8")
        say(f"wrote {PAGE}")


def page(tables: list[Table]) -> str:
    """docs/performance.md, with the machine and the date."""
    head = (
        "# Performance",
        "",
        "Written by `make bench` in one run; do not edit. Machines are shared and noisy: the ratio to what was "
        "measured beside it, in turns, says more than the number. The goals were set on a machine that answers "
        f"{scanning.NOOP_OF_THE_GOALS:,.0f} no-op requests a second: the row *no-op* tells how fast this one is beside "
        "it, and times and rates are to be read with that in mind; whether a goal is met is said as measured.",
        "",
        f"- Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {time.monotonic() - _BEGUN:.0f} s",
        f"- Machine: {machine.description()}; load average at the end {machine.load_average():.1f}",
        "- Load comes from other processes of the same machine, over loopback.",
        "",
    )
    return "\n".join([*head, *(line for table in tables for line in table.markdown())]).rstrip() + "\n"


if __name__ == "__main__":
    main()
