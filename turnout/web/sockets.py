"""Live push: who follows which topic, and the publisher that sends them whole snapshots.

The publisher takes the marks before it reads, sends each changed topic at most ten times a second, and
the last value wins. A mark says that a topic may have changed: one that shows the same as before is not
sent. A pulse every few seconds tells screens that silence means "nothing changed".
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import gevent
import structlog
from flask import request
from flask_socketio import SocketIO, join_room, leave_room
from gevent.event import Event as Signal

from turnout.domain.errors import NotFound
from turnout.services import looks, snapshots
from turnout.services.live import EVERY_DOOR, EVERY_PLACE
from turnout.store import log
from turnout.store.times import to_text
from turnout.web.auth import PERSON_COOKIE, STATION_COOKIE, everybody
from turnout.web.errors import described
from turnout.web.followers import Cookies, Followers
from turnout.web.house import House
from turnout.web.topics import may_follow

COALESCE = 0.1  # seconds between two snapshots of one topic
PULSE = 5.0  # seconds
MAX_TOPICS = 100  # a client may ask for at once
MAX_MESSAGE = 64 * 1024  # bytes of a client's message, unpacked; so many topics are a sixth of it
_READ_AT_ONCE = 1024  # bytes of a client's messages; packed ones may unpack to a thousand times as much
_CHANGING_BY_THEMSELVES = ("totals", "rooms", EVERY_PLACE, EVERY_DOOR)  # as time goes by: pace, next sessions

_log = structlog.get_logger()


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

    def send_to(self, sid: str, topic: str) -> None:
        """A topic as it is now, to one new follower. Raises NotFound for a topic there is not."""
        snapshot = snapshots.build(self._house.event, topic, self._house.now())
        if self._followers.seen.get(topic) != snapshot.data:
            # This one knows more than the others: the next goes to all, whatever it is.
            self._followers.seen.pop(topic, None)
        self._socketio.emit("snapshot", snapshot.message(), to=sid)

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
        if self._followers.seen.get(topic) != snapshot.data:
            self._followers.seen[topic] = snapshot.data
            self._socketio.emit("snapshot", snapshot.message(), to=topic)

    def _pulse(self) -> None:
        while True:
            gevent.sleep(PULSE)
            try:
                self._let_go()
                seq = log.last_seq(self._house.event.reader)
                self._socketio.emit("pulse", {"seq": seq, "at": to_text(self._house.now())})
            except Exception as problem:  # noqa: BLE001 - screens take silence for a dead server: go on
                _log.error("pulse_failed", **described(problem))
            self._house.event.live.mark(_CHANGING_BY_THEMSELVES)

    def _let_go(self) -> None:
        """Send nothing more to whoever signed out, expired or was revoked since they subscribed, and tell them: they
        hear the pulse on, and would take the numbers they have for those of now.
        """
        event, now = self._house.event, self._house.now()
        callers = lru_cache(maxsize=None)(lambda cookies: everybody(event, cookies.station, cookies.person, now))
        ended = self._followers.without_right(lambda cookies, topic: may_follow(topic, callers(cookies)))
        for sid, topics in ended.items():
            for topic in topics:
                self._socketio.server.leave_room(sid, topic, namespace="/")  # type: ignore[attr-defined]
            self._socketio.emit("ended", {"topics": topics}, to=sid)


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
    _limit_messages(socketio.server.eio)  # type: ignore[attr-defined]
    followers = Followers()
    publisher = Publisher(house, socketio, followers, signal)

    @socketio.on("subscribe")
    def subscribe(wanted: Any = None) -> dict[str, list[str]]:
        sid = str(request.sid)  # type: ignore[attr-defined]
        cookies = Cookies(request.cookies.get(STATION_COOKIE, ""), request.cookies.get(PERSON_COOKIE, ""))
        callers = everybody(house.event, cookies.station, cookies.person, house.now())
        topics = _topics_in(wanted)
        granted = [topic for topic in topics if may_follow(topic, callers) and begin(sid, topic)]
        for topic in granted:
            followers.add(sid, cookies, topic)
        looks.note_following(house.event, granted, callers, house.now())
        return {"granted": granted, "refused": [topic for topic in topics if topic not in granted]}

    @socketio.on("unsubscribe")
    def unsubscribe(unwanted: Any = None) -> None:
        for topic in _topics_in(unwanted):
            leave_room(topic)
            followers.remove(str(request.sid), topic)  # type: ignore[attr-defined]

    @socketio.on("disconnect")
    def disconnect(*_why: Any) -> None:
        followers.drop(str(request.sid))  # type: ignore[attr-defined]

    def begin(sid: str, topic: str) -> bool:
        """Join, then read: what changes in between is sent twice rather than not at all."""
        join_room(topic)
        try:
            publisher.send_to(sid, topic)
        except NotFound:
            leave_room(topic)
            return False
        return True

    return socketio, publisher


def _limit_messages(engine: Any) -> None:
    """Close a connection while too long a message still comes, packed or in pieces.

    Engine.IO looks at a message's length when it has all of it, so anybody could fill the memory. Its gevent driver has
    the limit, but no option for it.
    """
    connect = engine._async["websocket"]

    def connect_limited(handler: Any, server: Any) -> Any:
        made = connect(handler, server)
        made.server_args |= {"max_message_size": MAX_MESSAGE, "receive_bytes": _READ_AT_ONCE}
        return made

    engine._async = {**engine._async, "websocket": connect_limited}


def _topics_in(wanted: Any) -> list[str]:
    """The topics that a message asks for; a message of another form asks for none."""
    topics = wanted.get("topics") if isinstance(wanted, dict) else None
    if not isinstance(topics, list):
        return []
    return [topic for topic in topics[:MAX_TOPICS] if isinstance(topic, str)]
