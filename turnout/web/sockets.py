"""Live push: who follows which topic, and the publisher that sends them whole snapshots.

The publisher takes the marks before it reads, sends each changed topic at most ten times a second, and
the last value wins. A pulse every few seconds tells screens that silence means "nothing changed".
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import gevent
import structlog
from flask import request
from flask_socketio import SocketIO, join_room
from gevent.event import Event as Signal

from turnout.domain.errors import NotFound
from turnout.services import snapshots
from turnout.services.event import Caller
from turnout.services.live import EVERY_PLACE, EVERY_STATION
from turnout.store import log
from turnout.store.times import to_text
from turnout.web.auth import PERSON_COOKIE, STATION_COOKIE, person_of, station_of
from turnout.web.errors import described
from turnout.web.house import House
from turnout.web.topics import may_follow

COALESCE = 0.1  # seconds between two snapshots of one topic
PULSE = 5.0  # seconds
MAX_TOPICS = 100  # a client may ask for at once
_CHANGING_BY_THEMSELVES = ("totals", "rooms", EVERY_PLACE)  # as time goes by: pace, next sessions

_log = structlog.get_logger()


class Followers:
    """How many sockets follow each topic."""

    def __init__(self) -> None:
        self._topics_of: dict[str, set[str]] = {}
        self._count: Counter[str] = Counter()

    def add(self, sid: str, topic: str) -> None:
        topics = self._topics_of.setdefault(sid, set())
        if topic not in topics:
            topics.add(topic)
            self._count[topic] += 1

    def drop(self, sid: str) -> None:
        self._count.subtract(self._topics_of.pop(sid, set()))
        self._count += Counter()  # forget topics that nobody follows any more

    def followed(self, marked: set[str]) -> list[str]:
        """The topics among the marked ones that somebody follows; `place:*` stands for all its kind."""
        kinds = {mark[:-1] for mark in marked if mark in (EVERY_PLACE, EVERY_STATION)}
        return sorted(topic for topic in self._count if topic in marked or topic[: topic.find(":") + 1] in kinds)


class Publisher:
    """Sends what changed. `signal` is set by the first mark, and wakes it."""

    def __init__(self, house: House, socketio: SocketIO, followers: Followers, signal: Signal) -> None:
        self._house = house
        self._socketio = socketio
        self._followers = followers
        self._signal = signal

    def start(self) -> None:
        gevent.spawn(self._publish_changes)
        gevent.spawn(self._pulse)

    def _publish_changes(self) -> None:
        while True:
            self._signal.wait()
            self._signal.clear()
            for topic in self._followers.followed(self._house.event.live.take()):
                self._publish(topic)
            gevent.sleep(COALESCE)

    def _publish(self, topic: str) -> None:
        try:
            snapshot = snapshots.build(self._house.event, topic, self._house.now())
        except Exception as problem:  # noqa: BLE001 - one topic that fails must not silence the others
            _log.error("snapshot_failed", topic=topic, **described(problem))
            return
        self._socketio.emit("snapshot", snapshot.message(), to=topic)

    def _pulse(self) -> None:
        while True:
            gevent.sleep(PULSE)
            seq = log.last_seq(self._house.event.reader)
            self._socketio.emit("pulse", {"seq": seq, "at": to_text(self._house.now())})
            self._house.event.live.mark(_CHANGING_BY_THEMSELVES)


def add_sockets(house: House, signal: Signal) -> tuple[SocketIO, Publisher]:
    """Make the socket server: clients subscribe to topics and get snapshots."""
    socketio = SocketIO(  # type: ignore[call-arg]  # it hands `transports` on to python-engineio
        house.app,
        async_mode="gevent",
        manage_session=False,
        ping_interval=10,
        ping_timeout=10,
        transports=["websocket"],
    )
    followers = Followers()

    @socketio.on("subscribe")
    def subscribe(wanted: Any) -> dict[str, list[str]]:
        sid = str(request.sid)  # type: ignore[attr-defined]
        callers = _callers(house)
        topics = _topics_in(wanted)
        granted = [topic for topic in topics if may_follow(topic, callers) and send_now(topic)]
        for topic in granted:
            join_room(topic)
            followers.add(sid, topic)
        return {"granted": granted, "refused": [topic for topic in topics if topic not in granted]}

    @socketio.on("disconnect")
    def disconnect(*_why: Any) -> None:
        followers.drop(str(request.sid))  # type: ignore[attr-defined]

    def send_now(topic: str) -> bool:
        try:
            snapshot = snapshots.build(house.event, topic, house.now())
        except NotFound:
            return False
        socketio.emit("snapshot", snapshot.message(), to=request.sid)  # type: ignore[attr-defined]
        return True

    return socketio, Publisher(house, socketio, followers, signal)


def _callers(house: House) -> list[Caller]:
    """Everybody a socket's cookies stand for, asked anew each time: a revoked station is nobody."""
    station = station_of(house.event, request.cookies.get(STATION_COOKIE, ""))
    person = person_of(house.event, request.cookies.get(PERSON_COOKIE, ""), house.now())
    return [who for who in (station, person) if who is not None]


def _topics_in(wanted: Any) -> list[str]:
    """The topics that a message asks for; a message of another form asks for none."""
    topics = wanted.get("topics") if isinstance(wanted, dict) else None
    if not isinstance(topics, list):
        return []
    return [topic for topic in topics[:MAX_TOPICS] if isinstance(topic, str)]
