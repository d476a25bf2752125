"""Keeps the tests on this machine: connections and look-ups beyond loopback are refused and noted."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

REACHED: list[str] = []
"""What tried to leave this machine since the running test began."""


def _watch_sockets(name: str, args: tuple[Any, ...]) -> None:
    """Refuse any connection or look-up that leaves this machine, and note it: the code under test may swallow this."""
    if name in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif name == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if not _stays_here(host):
        REACHED.append(f"{name} {host}")
        raise PermissionError(f"tests stay on this machine: {name} {host}")


def _stays_here(host: object) -> bool:
    """Loopback, unix sockets (no host), and the wildcard that servers bind to."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def watch() -> None:
    """Begin to watch, for the rest of this process. An audit hook also sees what gevent and C extensions open."""
    sys.addaudithook(_watch_sockets)
