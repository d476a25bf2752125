"""Which sockets follow which topics, and by what right: the cookies each came with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from turnout.services.live import EVERY
from turnout.services.snapshots import Data


@dataclass(frozen=True, slots=True)
class Cookies:
    """The tokens of a browser: a station's, a person's, either may be empty."""

    station: str
    person: str


@dataclass(slots=True)
class _Follower:
    cookies: Cookies
    topics: set[str] = field(default_factory=set)


class Followers:
    """Every socket that follows something, by its id. `seen` is what all who follow a topic were sent last."""

    def __init__(self) -> None:
        self.seen: dict[str, Data] = {}
        self._followers: dict[str, _Follower] = {}
        self._count: Counter[str] = Counter()

    def add(self, sid: str, cookies: Cookies, topic: str) -> None:
        follower = self._followers.setdefault(sid, _Follower(cookies))
        if topic not in follower.topics:
            follower.topics.add(topic)
            self._count[topic] += 1

    def remove(self, sid: str, topic: str) -> None:
        """One that looks at something else now."""
        follower = self._followers.get(sid)
        if follower is not None and topic in follower.topics:
            follower.topics.discard(topic)
            self._leave(topic)

    def drop(self, sid: str) -> None:
        """The socket is gone."""
        follower = self._followers.pop(sid, None)
        for topic in follower.topics if follower else ():
            self._leave(topic)

    def followed(self, marked: set[str]) -> list[str]:
        """The topics among the marked ones that somebody follows; `place:*` stands for all its kind."""
        kinds = {mark[:-1] for mark in marked if mark in EVERY}
        return sorted(topic for topic in self._count if topic in marked or topic[: topic.find(":") + 1] in kinds)

    def without_right(self, may_follow: Callable[[Cookies, str], bool]) -> dict[str, list[str]]:
        """By socket, the topics that it may no longer follow: signed out, expired, revoked. They are dropped."""
        found = {
            sid: sorted(topic for topic in follower.topics if not may_follow(follower.cookies, topic))
            for sid, follower in self._followers.items()
        }
        ended = {sid: topics for sid, topics in found.items() if topics}
        for sid, topics in ended.items():
            for topic in topics:
                self.remove(sid, topic)
        return ended

    def _leave(self, topic: str) -> None:
        self._count[topic] -= 1
        if not self._count[topic]:
            del self._count[topic]
            self.seen.pop(topic, None)  # a day asks for thousands, and each may hold a hall's names
