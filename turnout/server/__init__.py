"""The server process: one event file, one writer, one hub. `turnout serve` hands over to it.

    python -m turnout.server EVENT.db --host 0.0.0.0 --port 8080

SIGTERM stops it cleanly: no new connection, requests in hand finish, the writer commits what waits.
"""
