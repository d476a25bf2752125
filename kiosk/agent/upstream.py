"""Connections to the server, wherever it is now, over TLS where it speaks TLS."""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPConnection
from pathlib import Path

from kiosk.agent.finding import Address, Finder

CONNECT_WITHIN_S = 3.0
ANSWER_WITHIN_S = 30.0


class ServerAway(Exception):
    """The server is not known, or does not take a connection."""


class Upstream:
    """Opens connections to the server that the finder names."""

    def __init__(self, finder: Finder, ca_cert: Path | None) -> None:
        """`ca_cert` is the PEM certificate by which the server is trusted; without it, the machine's own."""
        self._finder = finder
        self._tls = ssl.create_default_context(cafile=ca_cert)

    @property
    def address(self) -> Address | None:
        """The one in use, or to be tried first."""
        return next(iter(self._finder.addresses()), None)

    def connect(self) -> tuple[socket.socket, Address]:
        """A new connection, to the first address that takes one. Raises ServerAway."""
        failed: OSError | None = None
        for address in self._finder.addresses():
            try:
                link = self._opened(address)
            except OSError as problem:  # a certificate that is not trusted is one too
                failed = problem
            else:
                self._finder.reached(address)
                return link, address
        raise ServerAway(f"{type(failed).__name__}: {failed}" if failed else "no server has been found yet") from failed

    def _opened(self, address: Address) -> socket.socket:
        plain = socket.create_connection((address.connect_to, address.port), CONNECT_WITHIN_S)
        _tune(plain)
        plain.settimeout(ANSWER_WITHIN_S)
        return self._tls.wrap_socket(plain, server_hostname=address.host) if address.scheme == "https" else plain

    def open_http(self) -> tuple[HTTPConnection, Address]:
        """A connection that speaks HTTP. Raises ServerAway."""
        link, address = self.connect()
        connection = HTTPConnection(address.host, address.port)
        connection.sock = link
        connection.auto_open = 0  # it would be opened again in the clear
        return connection, address


def _tune(link: socket.socket) -> None:
    """No waiting for more to send; a websocket whose server was unplugged is noticed within half a minute."""
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in ((socket.TCP_KEEPIDLE, 10), (socket.TCP_KEEPINTVL, 5), (socket.TCP_KEEPCNT, 3)):
        link.setsockopt(socket.IPPROTO_TCP, option, value)
