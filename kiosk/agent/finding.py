"""Finding the server: by an address that was given, or by DNS-SD as `_turnout._tcp` (RFC 6763).

Several servers may be in a building. The first that is reached is kept by its event's id, in a file that outlasts a
restart, so that a neighbour's server never takes this kiosk; deleting the file lets it choose anew. Anybody can
announce anything: where the server was reached over TLS once, or must be, no address without is taken. And a copy of
the event may be served beside it: the address in use stays the first, as long as it is announced and answers.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import ifaddr
from zeroconf import EventLoopBlocked, InterfaceChoice, IPVersion, ServiceBrowser, ServiceStateChange, Zeroconf

SERVICE = "_turnout._tcp.local."
_RESOLVE_MS = 3_000
_LOOK_EVERY_S = 2.0
_log = logging.getLogger("kiosk.agent")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is. `host` is the name that its certificate is for, `connect_to` what is connected to."""

    scheme: str
    host: str
    port: int
    connect_to: str

    @property
    def origin(self) -> str:
        is_usual = (self.scheme, self.port) in (("http", 80), ("https", 443))
        return f"{self.scheme}://{self.host}" if is_usual else f"{self.scheme}://{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Announced:
    """A server as the network tells of it: by the name of its service, for an event."""

    name: str
    event_id: str
    address: Address


class Finder(Protocol):
    """Says where the server is, as far as it is known now."""

    def addresses(self) -> Sequence[Address]:
        """Where it may be, in the order in which to try: the one in use first."""

    def reached(self, address: Address) -> None:
        """A connection was made there, over TLS where the address says so."""

    def close(self) -> None: ...


class Given:
    """A server whose address somebody has typed."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def addresses(self) -> Sequence[Address]:
        return [self._address]

    def reached(self, address: Address) -> None:
        """It is known already."""

    def close(self) -> None:
        """Nothing is open."""


class ByDnsSd:
    """Listens for servers on the network, and follows the one of its event wherever it moves."""

    def __init__(self, memory: Path, interfaces: Sequence[str] = (), *, needs_tls: bool = False) -> None:
        """`interfaces` are addresses of this machine to listen at; without any, all of them.

        `memory` is the file of the event's id and the scheme by which its server was reached.
        """
        self._memory = memory
        self._needs_tls = needs_tls
        self._found: list[Announced] = []
        self._lock = threading.Lock()
        self._zeroconf = Zeroconf(list(interfaces) or InterfaceChoice.All, ip_version=IPVersion.V4Only)
        self._browser = self._ask()
        self._closing = threading.Event()
        self._watch = threading.Thread(target=self._follow_networks, name="networks", daemon=True)
        self._watch.start()

    def addresses(self) -> Sequence[Address]:
        """Those of the remembered event's server; where none is remembered, of the first found."""
        event_id, scheme = self._remembered()
        needs_tls = self._needs_tls or scheme == "https"
        with self._lock:
            found = [one for one in self._found if one.address.scheme == "https" or not needs_tls]
        if not event_id and found:
            event_id = found[0].event_id
        return [one.address for one in found if one.event_id == event_id]

    def reached(self, address: Address) -> None:
        """Use this address first from now on; remember the event whose server is there, and whether it speaks TLS."""
        with self._lock:
            here = [one for one in self._found if one.address == address]
            self._found = [*here, *(one for one in self._found if one.address != address)]
        if here and self._remembered() != (here[0].event_id, address.scheme):
            self._remember(here[0].event_id, address.scheme)

    def close(self) -> None:
        self._closing.set()
        self._watch.join()
        self._zeroconf.close()

    def _remember(self, event_id: str, scheme: str) -> None:
        """Whole or not at all; without room for it the kiosk works on, and tries again at the next connection."""
        part = self._memory.with_name(f".{self._memory.name}.part")
        try:
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(f"{event_id} {scheme}", encoding="utf-8")
            part.replace(self._memory)
        except OSError as problem:
            _log.warning("cannot remember the server of event %s: %s", event_id, problem)
        else:
            _log.info("remembered the server of event %s by %s", event_id, scheme)

    def _remembered(self) -> tuple[str, str]:
        """The event's id and a scheme, each empty where it is not known."""
        text = self._memory.read_text(encoding="utf-8") if self._memory.exists() else ""
        event_id, _, scheme = text.strip().partition(" ")
        return event_id, scheme

    def _ask(self) -> ServiceBrowser:
        return ServiceBrowser(self._zeroconf, SERVICE, handlers=[self._changed])

    def _follow_networks(self) -> None:
        """A network that comes up later is asked at once: Wi-Fi often needs longer than this process to start."""
        known = _own_addresses()
        while not self._closing.wait(_LOOK_EVERY_S):
            if (now := _own_addresses()) == known:
                continue
            try:
                self._zeroconf.update_interfaces()
            except (EventLoopBlocked, OSError) as problem:  # a network that went away meanwhile, say: tried again
                _log.warning("the networks could not be followed: %r", problem)
                continue
            known = now
            self._browser.cancel()
            self._browser = self._ask()  # the one before may not ask again for an hour

    def _changed(self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is ServiceStateChange.Removed:
            with self._lock:
                self._found = [one for one in self._found if one.name != name]
            _log.info("a server went away: %s", name)
            return
        info = zeroconf.get_service_info(service_type, name, _RESOLVE_MS)
        if info is None or not info.parsed_addresses() or info.port is None:
            return
        said = {key.decode(): (value or b"").decode() for key, value in info.properties.items()}
        host = said.get("host") or (info.server or "").rstrip(".")
        address = Address(said.get("scheme", "https"), host, info.port, info.parsed_addresses()[0])
        announced = Announced(name, said.get("event", name), address)
        with self._lock:  # behind the one before by this name, which may live; if it died without a goodbye, it is left
            if announced not in self._found:
                self._found.append(announced)
        _log.info("found a server at %s (%s)", address.origin, address.connect_to)


def _own_addresses() -> frozenset[str]:
    return frozenset(str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4)
