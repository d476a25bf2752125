"""What a scan takes while 1,000 badges wait, and while they are printed, beside an empty queue: in turns."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import servers
from bench.event import BigEvent
from bench.rows import Row, Table
from bench.scanning import Side, Tickets, in_turns, post

WAITING = 1000
CONNECTIONS = 8
GOAL_RATIO = 0.8
"""So much of its speed a scan must keep while badges wait: what differs by less is the machine's noise."""

_WARM_UP = 100


def measure(big: BigEvent, folder: Path, seconds: float, rounds: int) -> Table:
    """Three servers on copies of one event: a queue that begins empty, 1,000 waiting, 1,000 being printed."""
    with _sides(big, folder / "queueing") as found:
        loads = in_turns(found, CONNECTIONS, seconds, rounds)
    without = loads["without"]
    rows = []
    for name, what in (("waiting", "badges wait"), ("printing", "badges wait and a spooler here prints them")):
        load = loads[name]
        ratio = without.p99_ms / load.p99_ms
        is_goal = name == "waiting"
        rows.append(
            Row(
                f"scans while {WAITING:,} {what}",
                load.cell(),
                f"none at first: {without.cell()}",
                ratio,
                f"p99 ratio {GOAL_RATIO}" if is_goal else "",
                ratio >= GOAL_RATIO if is_goal else None,
            )
        )
    return Table(
        "Scans while badges wait",
        f"{CONNECTIONS} connections; medians of {rounds} rounds in turns. Each scan asks for one more badge; beside "
        "it a queue that begins empty. The ratio is that of the p99. The spooler draws as fast as it can, on "
        "processors that server and load want too.",
        rows,
    )


@contextmanager
def _sides(big: BigEvent, folder: Path) -> Iterator[dict[str, Side]]:
    folder.mkdir()
    how = {
        "without": ("--no-spooler", _WARM_UP),
        "waiting": ("--no-spooler", WAITING),
        "printing": ("--spooler", WAITING),
    }
    with ExitStack() as stack:
        found = {}
        for name, (option, _) in how.items():
            path = folder / f"{name}.db"
            shutil.copy(big.path, path)
            served = stack.enter_context(servers.turnout(path, options=(option,)))
            found[name] = Side(served, Tickets(big.codes))
        for name, (_, count) in how.items():
            post(found[name].served, found[name].path, CONNECTIONS, found[name].tickets, count, 60)
        yield found
