"""`turnout-kiosk`: the agent as a process, until it is told to stop.

turnout-kiosk [--server https://turnout.local] [--ca-cert FILE] [--port 8090]
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from badges.printers import OptionError, Printer
from kiosk.agent.finding import Address, ByDnsSd, Finder, Given
from kiosk.agent.printing import OwnPrinter, made
from kiosk.agent.proxy import Agent
from kiosk.agent.upstream import Upstream

PORT = 8090
STATE = Path.home() / ".local" / "state" / "turnout-kiosk"
_PORTS = {"http": 80, "https": 443}


def main(words: Sequence[str] | None = None) -> int:
    """Serve the kiosk's origin on loopback until SIGTERM or SIGINT; answers the exit code."""
    known = options_known()
    options = known.parse_args(words)
    if options.ca_cert and options.server and options.server.scheme != "https":
        known.error("--ca-cert is what an https address is trusted by: write --server https://...")
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    finder: Finder = Given(options.server) if options.server else _by_dns_sd(options)
    options.state.mkdir(parents=True, exist_ok=True)
    printer = OwnPrinter(options.printer, options.state / "jobs") if options.printer else None
    try:
        agent = Agent(options.port, Upstream(finder, options.ca_cert), printer)
    except OSError as problem:
        finder.close()
        sys.stderr.write(f"Port {options.port} cannot be listened on: {problem}\n")
        sys.stderr.write("Look whether another agent runs here already, or choose another port with --port.\n")
        return 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=agent.shutdown).start())
    sys.stdout.write(f"The kiosk is at http://localhost:{agent.server_address[1]}/kiosk\n")
    sys.stdout.flush()
    _notify("READY=1")
    with agent:
        agent.serve_forever()
    finder.close()
    return 0


def options_known() -> argparse.ArgumentParser:
    """What may be said on the command line."""
    parser = argparse.ArgumentParser("turnout-kiosk", description="The kiosk's fixed address on this machine.")
    parser.add_argument(
        "--server", type=_address, metavar="URL", help="where Turnout is; without it, it is looked for in the network"
    )
    parser.add_argument("--ca-cert", type=Path, help="PEM certificate by which to trust the server")
    parser.add_argument(
        "--printer", type=_printer, metavar="WORDS",
        help="print here while the server is away: its kind and options, such as 'brother device=/dev/usb/lp0'",
    )  # fmt: skip
    parser.add_argument("--port", type=int, default=PORT, help="port of localhost to listen on (%(default)s)")
    parser.add_argument("--state", type=Path, default=STATE, help="folder that remembers which event this kiosk is of")
    parser.add_argument(
        "--interface", action="append", default=[], metavar="ADDRESS",
        help="look for the server at this address of the machine only; may be repeated",
    )  # fmt: skip
    return parser


def _by_dns_sd(options: argparse.Namespace) -> ByDnsSd:
    return ByDnsSd(options.state / "event", options.interface, needs_tls=options.ca_cert is not None)


def _printer(words: str) -> Printer:
    try:
        return made(words)
    except OptionError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def _address(url: str) -> Address:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise argparse.ArgumentTypeError(f"{url!r} is no server's address: write http://host:port or https://host:port")
    return Address(parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme], parts.hostname)


def _notify(state: str) -> None:
    """Tell systemd, where it started us (sd_notify(3))."""
    target = os.environ.get("NOTIFY_SOCKET", "")
    if target:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
            link.sendto(state.encode(), "\0" + target[1:] if target.startswith("@") else target)


if __name__ == "__main__":
    sys.exit(main())
