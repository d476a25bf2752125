"""python -m badges.spooler: print this server's badges until told to stop."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from badges.printers import kinds
from badges.spooler.fleet import Fleet
from badges.spooler.server import ServerAddress

TOKEN_VARIABLE = "TURNOUT_SPOOLER_TOKEN"  # noqa: S105 -- the name of a variable, not a token


def main(arguments: list[str] | None = None) -> int:
    """0 after a clean stop (SIGTERM, SIGINT, or the parent's end), 2 when it cannot begin."""
    options = _options(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s spooler %(levelname)s %(message)s")
    token = os.environ.pop(TOKEN_VARIABLE, "")
    if not token:
        sys.stderr.write(f"{TOKEN_VARIABLE} is not set: put the spooler's token there\n")
        return 2
    try:
        server = ServerAddress(options.server, token, options.ca_cert)
        fleet = Fleet(server, kinds())
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    parent = os.getppid()
    fleet.run(lambda: told_to_stop.is_set() or (options.with_parent and os.getppid() != parent))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="badges.spooler", description=__doc__)
    parser.add_argument("--server", required=True, metavar="URL", help="such as https://turnout.local")
    parser.add_argument("--ca-cert", type=Path, metavar="FILE", help="trust the server by this certificate")
    parser.add_argument("--with-parent", action="store_true", help="end when the process that started it ends")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
