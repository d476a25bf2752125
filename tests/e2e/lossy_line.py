"""A line between browser and server that is slow and loses things: a relay of TCP on loopback.

Every piece comes late. A lost packet comes later still, as TCP sends it again; and some connections break while an
answer is under way, so that the server has recorded what the browser never hears of.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")
PIECE = 16 * 1024  # bytes
BREAKING = 0.2  # share of the lost pieces with which the whole connection goes
RESENT_S = 0.6  # after which a lost packet is sent again, and then takes its time too


class LossyLine:
    """Listens on a free port and leads to `target` on this machine until it is closed. Good until it is spoilt."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.broken = 0
        self._delay_s, self._loss = 0.0, 0.0
        self._chance = Random(7)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server = self._run(asyncio.start_server(self._lead, "127.0.0.1", 0))
        self.port = int(self._server.sockets[0].getsockname()[1])

    def spoil(self, *, delay_s: float, loss: float) -> None:
        """From now on every piece comes later by `delay_s`, and a share of `loss` is lost."""
        self._delay_s, self._loss = delay_s, loss

    def close(self) -> None:
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _stop(self) -> None:
        self._server.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _lead(self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:  # the server is dead: so is the line
            to_browser.transport.abort()
            return
        ways = (self._carry(browser, to_server, breaking=0), self._carry(server, to_browser, breaking=BREAKING))
        tasks = [asyncio.create_task(way) for way in ways]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)  # an end that was reset is one more that is gone
            ends = (to_browser, to_server)
            for end in ends:
                end.close()
            await asyncio.gather(*(end.wait_closed() for end in ends), return_exceptions=True)

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, breaking: float) -> None:
        """Until the source ends, or the line breaks."""
        while piece := await source.read(PIECE):
            is_lost = self._chance.random() < self._loss
            if is_lost and self._chance.random() < breaking:
                self.broken += 1
                return
            await asyncio.sleep(self._delay_s + RESENT_S * is_lost)
            target.write(piece)
            await target.drain()
