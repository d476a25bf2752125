"""A bare prototype of the scan, and a no-op: what Flask on gevent with one native writer can do at most.

    python -m bench.prototype DATABASE EVENT_FILE PORT [CERTIFICATE KEY]

Makes DATABASE with the tickets of an event file, and serves it. Never import this: its first line patches.

Parse, look up, decide, update, insert, answer; durable, in group commits; and for the dashboards that follow
`totals`, one small message in 100 ms. No authentication, rules, log, projections or badge: the ceiling that the
finished product is compared with.
"""

from gevent import monkey; monkey.patch_all()  # fmt: skip  # noqa: E702, I001

import json  # noqa: E402
import sqlite3  # noqa: E402
import sys  # noqa: E402
from collections import deque  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from pathlib import Path  # noqa: E402
from queue import Empty  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
from flask import Flask, Response, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402
from gevent.event import AsyncResult  # noqa: E402
from gevent.pywsgi import WSGIHandler  # noqa: E402

from turnout.web.serving import make_server, tls_context  # noqa: E402

_COALESCE = 0.1  # seconds
_SCHEMA = """
    CREATE TABLE tickets (code TEXT PRIMARY KEY, name TEXT NOT NULL, used_at TEXT) WITHOUT ROWID;
    CREATE TABLE scans (scan_id TEXT PRIMARY KEY, code TEXT NOT NULL, outcome TEXT NOT NULL, at TEXT NOT NULL);
"""


def connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def create(path: str, event_file: str) -> None:
    """A database with the tickets of an event file."""
    connection = connect(path)
    connection.executescript(_SCHEMA)
    connection.execute("ATTACH ? AS event", (event_file,))
    connection.execute("INSERT INTO tickets SELECT code, 'Name of ' || code, NULL FROM event.tickets")
    connection.close()


class Silent(WSGIHandler):
    """pywsgi as it comes, without a line for every request."""

    def log_request(self) -> None:
        pass


class Writer:
    """One native thread, group commit."""

    def __init__(self, path: str) -> None:
        self._connection = connect(path)
        self._inbox: Any = monkey.get_original("queue", "SimpleQueue")()
        self._done: deque[tuple[AsyncResult[Any], Any]] = deque()
        self.answered = 0
        self._wake = gevent.get_hub().loop.async_()
        self._wake.start(self._answer)
        monkey.get_original("_thread", "start_new_thread")(self._run, ())

    def scan(self, scan_id: str, code: str) -> dict[str, Any]:
        reply: AsyncResult[Any] = AsyncResult()
        self._inbox.put((scan_id, code, reply))
        answer = reply.get()
        return answer or {}

    def _run(self) -> None:
        while True:
            group = [self._inbox.get()]
            try:
                while len(group) < 256:
                    group.append(self._inbox.get_nowait())
            except Empty:
                pass
            self._connection.execute("BEGIN IMMEDIATE")
            answers = [(reply, self._decide(scan_id, code)) for scan_id, code, reply in group]
            self._connection.execute("COMMIT")
            self._done.extend(answers)
            self._wake.send()

    def _decide(self, scan_id: str, code: str) -> dict[str, Any]:
        execute = self._connection.execute
        row = execute("SELECT name, used_at FROM tickets WHERE code = ?", (code,)).fetchone()
        now = datetime.now(UTC).isoformat()
        outcome = "unknown" if row is None else "already_in" if row[1] else "admitted"
        if outcome == "admitted":
            execute("UPDATE tickets SET used_at = ? WHERE code = ?", (now, code))
        execute("INSERT INTO scans VALUES (?, ?, ?, ?)", (scan_id, code, outcome, now))
        return {"outcome": outcome, "name": row[0] if row else None, "at": now}

    def _answer(self) -> None:
        while self._done:
            reply, answer = self._done.popleft()
            reply.set(answer)
            self.answered += 1


def _totals(writer: Writer) -> dict[str, Any]:
    return {"topic": "totals", "seq": writer.answered, "data": {"scans": writer.answered}}


def _publish(socketio: SocketIO, writer: Writer) -> None:
    """One message for all that was answered meanwhile."""
    told = 0
    while True:
        gevent.sleep(_COALESCE)
        if writer.answered != told:
            told = writer.answered
            socketio.emit("snapshot", _totals(writer), to="totals")


def serve(path: str, port: int, *tls: str) -> None:
    """Serve until the end; `tls` is a certificate and its key, or nothing."""
    writer = Writer(path)
    app = Flask(__name__)

    @app.post("/api/v1/scans")
    def scan() -> Response:
        body = request.get_json()
        return Response(json.dumps(writer.scan(body["scan_id"], body["code"])), mimetype="application/json")

    @app.post("/noop")
    def noop() -> Response:
        request.get_json()
        return Response("{}", mimetype="application/json")

    @app.get("/readyz")
    def readyz() -> str:
        return "ok"

    socketio = SocketIO(app, async_mode="gevent", transports=["websocket"])  # type: ignore[call-arg]

    @socketio.on("subscribe")
    def subscribe(_wanted: Any) -> None:
        join_room("totals")
        socketio.emit("snapshot", _totals(writer), to="totals")

    gevent.spawn(_publish, socketio, writer)
    context = tls_context(Path(tls[0]), Path(tls[1])) if tls else None
    make_server(app, "127.0.0.1", port, context, Silent).serve_forever()


if __name__ == "__main__":
    create(sys.argv[1], sys.argv[2])
    serve(sys.argv[1], int(sys.argv[3]), *sys.argv[4:])
