"""A server's hub whose writer loses its connection: run as a process, it must end by itself, and loudly.

Usage: python hub_whose_writer_breaks.py NEW_EVENT_FILE
"""

from gevent import monkey

monkey.patch_all()

import sqlite3  # noqa: E402 - nothing may be imported before patching, as in the server's entry module
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

import gevent  # noqa: E402
from gevent.event import Event  # noqa: E402

from turnout.store import database  # noqa: E402
from turnout.store.event_file import EventFile  # noqa: E402
from turnout.store.writer import Transaction  # noqa: E402
from turnout.web.hub import HubThreads  # noqa: E402


def lose_the_connection(tx: Transaction) -> None:
    """The worst that can happen to a writer: even its ROLLBACK fails."""
    tx.connection.close()
    tx.execute("SELECT 1")


def main(path: Path) -> None:
    database.create(path)
    file = EventFile(path, HubThreads(), before_migration=print)

    def call() -> None:
        try:
            file.writer.write(lose_the_connection)
        except sqlite3.Error as problem:
            print(type(problem).__name__)

    gevent.spawn(call)
    try:
        Event().wait()
    finally:
        file.close()
        print("closed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
