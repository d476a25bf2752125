"""A server's hub on which many guess at once: run as a process, prints what it saw as JSON.

Usage: python hub_of_guesses.py NEW_EVENT_FILE
"""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402 - nothing may be imported before patching, as in the server's entry module
import sys  # noqa: E402
from collections import Counter  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any, TypeVar  # noqa: E402

import gevent  # noqa: E402
from factories import NOW, chance_of, make_event, put_station  # noqa: E402

from turnout.domain.errors import TurnoutError  # noqa: E402
from turnout.domain.model import Role  # noqa: E402
from turnout.services import access, kiosk_staff  # noqa: E402
from turnout.services.event import Event  # noqa: E402
from turnout.services.live import Live  # noqa: E402
from turnout.store.event_file import EventFile  # noqa: E402
from turnout.web.hub import HubThreads  # noqa: E402
from turnout.web.limits import Tries  # noqa: E402

T = TypeVar("T")
SIGN_INS, PINS = 30, 12


class WatchedThreads(HubThreads):
    """A server's threads; `ticks` are how often somebody else was served during each computation."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks: list[int] = []
        self._ticked = 0
        gevent.spawn(self._tick)

    def _tick(self) -> None:
        while True:
            self._ticked += 1
            gevent.sleep(0)

    def to_thread(self, function: Callable[..., T], /, *args: Any) -> T:
        before = self._ticked
        try:
            return super().to_thread(function, *args)
        finally:
            self.ticks.append(self._ticked - before)


def all_at_once(guess: Callable[[int], object], count: int) -> Counter[str]:
    """How many guesses ended with each error."""

    def code_of(number: int) -> str:
        try:
            guess(number)
        except TurnoutError as problem:
            return problem.code
        return "let in"

    greenlets = [gevent.spawn(code_of, number) for number in range(count)]
    return Counter(greenlet.get(timeout=60) for greenlet in greenlets)


def main(path: Path) -> None:
    made = make_event(path)
    account = access.add_account(made, "Ilze", Role.STAFF, "long enough", NOW, chance_of("ilze"))
    kiosk_staff.set_pin(made, account.id, "4711", NOW, chance_of("pin"))
    gate = put_station(made).station
    assert gate is not None
    made.file.close()
    threads = WatchedThreads()
    event = Event(EventFile(path, threads, before_migration=print), Live())
    tries = Tries(10, lambda: NOW)

    def sign_in(number: int) -> None:
        with tries.guess("192.0.2.1"):
            access.sign_in(event, "Ilze", f"wrong {number}", NOW, chance_of(f"sign in {number}"))

    def come_in(number: int) -> None:
        kiosk_staff.come_in(event, gate, f"100{9000 + number}", NOW, chance_of(f"come in {number}"))

    seen = {
        "sign_ins": all_at_once(sign_in, SIGN_INS),
        "sign_ins_hashed": len(threads.ticks),
        "pins": all_at_once(come_in, PINS),
        "pins_hashed": len(threads.ticks) - 10,
        "late_pin": all_at_once(lambda _: come_in(-4289), 1),  # the right one
        "late_pin_hashed": len(threads.ticks) - 10 - PINS,
        "everybody_was_served": min(threads.ticks, default=0) > 0,
    }
    event.file.close()
    print(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
