"""python -m badges.spooler: print this server's badges until told to stop."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

from badges.printers import kinds
from badges.spooler import pairing
from badges.spooler.fleet import Fleet
from badges.spooler.pairing import PairingError
from badges.spooler.server import ServerAddress

log = logging.getLogger(__name__)

TOKEN_VARIABLE = "TURNOUT_SPOOLER_TOKEN"  # noqa: S105 -- the name of a variable, not a token


def main(arguments: list[str] | None = None) -> int:
    """0 after a clean stop (SIGTERM, SIGINT, or the parent's end), 2 when it cannot begin."""
    options = _options(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s spooler %(levelname)s %(message)s")
    try:
        server = ServerAddress(options.server, ca_cert=options.ca_cert)
        server = replace(server, token=_token(options, server))
        fleet = Fleet(server, kinds(), options.printer)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    parent = os.getppid()
    fleet.run(lambda: told_to_stop.is_set() or (options.with_parent and os.getppid() != parent))
    return 0


def _token(options: argparse.Namespace, server: ServerAddress) -> str:
    """From the environment, else by the pairing code, else as it was kept. Raises ValueError or OSError."""
    if token := os.environ.pop(TOKEN_VARIABLE, ""):
        return token
    if options.token_file is None:
        raise PairingError(f"{TOKEN_VARIABLE} is not set: put the spooler's token there, or name a --token-file")
    before = pairing.kept(options.token_file)
    if not options.code:
        if not before:
            raise PairingError(
                f"There is no token in {options.token_file}: pair with --code, which the dashboard shows."
            )
        return before
    try:
        token = pairing.pair(server, options.code)
    except PairingError as error:
        if not before:
            raise
        # A service that starts again names its code again, which was good once.
        log.warning("not paired anew (%s): going on as what it was paired as before", error)
        return before
    pairing.keep(token, options.token_file)
    return token


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="badges.spooler", description=__doc__)
    parser.add_argument("--server", required=True, metavar="URL", help="such as https://turnout.local")
    parser.add_argument("--ca-cert", type=Path, metavar="FILE", help="trust the server by this certificate")
    parser.add_argument(
        "--printer", action="append", default=[], metavar="NAME", help="serve this one; may be repeated"
    )
    parser.add_argument("--code", default="", help="pairing code, once")
    parser.add_argument("--token-file", type=Path, metavar="FILE", help="where the token is kept")
    parser.add_argument("--with-parent", action="store_true", help="end when the process that started it ends")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
