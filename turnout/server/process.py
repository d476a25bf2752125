"""Starting, running and stopping the server: what is built in which order, and what ends when."""

from __future__ import annotations

import gc
import logging
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import gevent
import structlog

from turnout import welcome
from turnout.domain.errors import StoreFull, TurnoutError
from turnout.server import companions
from turnout.server.announcing import EVERY_ADDRESS, announcer, is_for_others
from turnout.server.certificates import warn_of_its_end
from turnout.server.companions import Companion
from turnout.services import clock, rosters, settling, stations
from turnout.services.chance import Chance, SystemChance, new_token
from turnout.store import database, log, settings
from turnout.store.event_file import EventFile
from turnout.store.lock import Holder, Lock
from turnout.web.app import Site, create_app
from turnout.web.errors import described
from turnout.web.house import system_clock
from turnout.web.hub import HubThreads
from turnout.web.serving import HttpServer, RequestsInHand, make_server, tls_context

TICK = 1.0  # seconds
FULL_DISK_PAUSE = 5.0  # seconds until what a full disk prevented is tried again
ROSTER_PAUSE = 0.02  # seconds between two steps, at least
ROSTER_SHARE_IN_PEACE, ROSTER_SHARE_AT_WORK = 0.5, 0.08
"""Of the time that drawing the roster takes, while nothing is stated and while something is."""

_WITH_LOOPBACK = (*EVERY_ADDRESS, "127.0.0.1")
_OPEN_FILES = 65_536
STOP_WITHIN = 5.0  # seconds that requests in hand have to finish
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve. `spooler` starts the server's own; `welcome` prints addresses and a sign-in link.

    `announce` tells the network where the server is; without a word, where the network reaches it.
    """

    path: Path
    host: str
    port: int
    tls_cert: Path | None
    tls_key: Path | None
    spooler: bool
    welcome: bool
    announce: bool | None


def serve(options: Options) -> None:
    """Serve until SIGTERM or SIGINT. Raises TurnoutError when it cannot begin, and whatever broke its writer."""
    _allow_open_files()
    chance = SystemChance()
    tls = tls_context(options.tls_cert, options.tls_key) if options.tls_cert and options.tls_key else None
    lock = Lock(options.path)
    file = EventFile(options.path, HubThreads(), _backup_before_migration)
    command_token = new_token(chance)
    site = create_app(file, system_clock, chance, command_token, is_secure=tls is not None)
    requests = RequestsInHand(site.house.app)
    servers = [make_server(requests, options.host, options.port, tls)]
    if tls is not None or options.host not in _WITH_LOOPBACK:  # our own spooler and commands speak over loopback
        servers.append(make_server(requests, "127.0.0.1", 0, None))
    local_url = f"http://127.0.0.1:{servers[-1].socket.getsockname()[1]}"
    with _unless_full("leftovers_not_settled"):
        settling.settle_leftovers(site.house.event)
    running: list[Companion] = []
    if options.announce or (options.announce is None and is_for_others(options.host)):
        key, port = settings.read(site.house.event.reader).key, servers[0].socket.getsockname()[1]
        running.append(announcer(key, options.host, port, options.tls_cert))
    stopping = site.house.stopping
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stopping.set)
    site.publisher.start()
    keepers: list[gevent.Greenlet[..., None]] = [
        gevent.spawn(keep, site, chance) for keep in (_keep_time, _keep_roster)
    ]
    if options.spooler:
        keepers.append(gevent.spawn(_start_spooler, site, chance, local_url, running))
    for server in servers:
        server.start()
    url = _public_url(options, servers[0])
    _notify(f"READY=1\nSTATUS=Serving {options.path.name} at {url}")
    _log.info("serving", url=url, event_file=options.path.name)
    if options.tls_cert is not None:
        warn_of_its_end(options.tls_cert, settings.read(site.house.event.reader), site.house.now())
    lock.describe(Holder(os.getpid(), local_url, command_token))  # last: commands come from here on
    if options.welcome:
        with _unless_full("not_welcomed"):
            welcome.show(site.house.event, url, options.path, site.house.now(), chance)
    _calm_the_collector()
    try:
        stopping.wait()
    finally:  # also where the writer broke, which is raised here
        _stop(servers, requests, running, keepers, file, lock)


def _stop(
    servers: list[HttpServer],
    requests: RequestsInHand,
    running: list[Companion],
    keepers: list[gevent.Greenlet[..., None]],
    file: EventFile,
    lock: Lock,
) -> None:
    _notify("STOPPING=1")
    for companion in reversed(running):
        companion.stop(STOP_WITHIN)
    for server in servers:
        server.stop()
    requests.finish(STOP_WITHIN)
    gevent.killall(keepers, timeout=STOP_WITHIN)  # else they would write on while the writer closes
    file.close()
    lock.release()
    _log.info("stopped")


def _keep_time(site: Site, chance: Chance) -> None:
    """Turn deadlines into facts, and tell systemd's watchdog that the hub still turns."""
    while True:
        try:
            clock.tick(site.house.event, site.house.now(), chance)
        except Exception as problem:  # noqa: BLE001 - one bad tick must not stop the clock for good
            _log.error("clock_failed", **described(problem))
        _notify("WATCHDOG=1")  # also then: on a full disk every tick fails, and the server still reads
        gevent.sleep(TICK)


def _keep_roster(site: Site, chance: Chance) -> None:
    """Draw what kiosks keep for when they are cut off, a few people at a time, with pauses for everything else.

    While something happens at the doors the pauses are long: a roster may be some minutes behind, a door may not.
    """
    seen = 0
    while True:
        begun = time.perf_counter()
        try:
            more = rosters.step(site.house.event, site.house.now(), chance)
        except Exception as problem:  # noqa: BLE001 - as above
            _log.error("roster_failed", **described(problem))
            more = False
        took, last_seq = time.perf_counter() - begun, log.last_seq(site.house.event.reader)
        share = ROSTER_SHARE_IN_PEACE if last_seq == seen else ROSTER_SHARE_AT_WORK
        seen = last_seq
        gevent.sleep(max(ROSTER_PAUSE, took / share - took) if more else TICK)


def _start_spooler(site: Site, chance: Chance, url: str, running: list[Companion]) -> None:
    """Start the server's own spooler, on a full disk as soon as its token can be written."""
    while True:
        try:
            token = stations.spooler(site.house.event, site.house.now(), chance).token
        except StoreFull as problem:
            _log.error("spooler_not_started", **described(problem))
            gevent.sleep(FULL_DISK_PAUSE)
        else:
            running.append(companions.spooler(url, token))
            return


@contextmanager
def _unless_full(told: str) -> Iterator[None]:
    """On a full disk leave what needs to write, and log it: the server must begin, for there is much to read."""
    try:
        yield
    except StoreFull as problem:
        _log.error(told, **described(problem))


def _allow_open_files() -> None:
    """As many as we may have: of the 1,024 that most systems begin with, a socket takes two."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, _OPEN_FILES)
    if soft < wanted:
        with suppress(OSError):  # where a sandbox forbids it, fewer have to do
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _calm_the_collector() -> None:
    """What start-up made stays for good, and requests make no cycles worth looking for every 700 objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _public_url(options: Options, server: HttpServer) -> str:
    scheme = "https" if options.tls_cert else "http"
    host = "localhost" if options.host in _WITH_LOOPBACK else options.host
    return f"{scheme}://{host}:{server.socket.getsockname()[1]}"


def _backup_before_migration(path: Path) -> None:
    target = database.backup_before_update(path, system_clock())
    _log.info("backup_before_update", file=target.name)


def _notify(message: str) -> None:
    """systemd's readiness protocol (sd_notify(3)): one datagram to the socket it names, if it names one."""
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.sendto(message.encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)


def _log_as_json() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8080)
@click.option("--tls-cert", type=click.Path(path_type=Path))
@click.option("--tls-key", type=click.Path(path_type=Path))
@click.option("--spooler/--no-spooler", default=True)
@click.option("--welcome/--no-welcome", default=False)
@click.option("--announce/--no-announce", default=None)
def main(**options: Any) -> None:
    """Serve an event file; `turnout serve` is the friendlier way in."""
    _log_as_json()
    try:
        serve(Options(**options))
    except TurnoutError as problem:
        _log.error("cannot_serve", code=problem.code, problem=problem.message, remedy=problem.remedy)
        sys.stderr.write(f"\n{problem.message}\n{problem.remedy}\n")
        sys.exit(1)
