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
        return self._finder.address()

    def connect(self) -> tuple[socket.socket, Address]:
        """A new connection. Raises ServerAway."""
        address = self._finder.address()
        if address is None:
            raise ServerAway("no server has been found yet")
        try:
            plain = socket.create_connection((address.connect_to, address.port), CONNECT_WITHIN_S)
            _tune(plain)
            plain.settimeout(ANSWER_WITHIN_S)
            link = self._tls.wrap_socket(plain, server_hostname=address.host) if address.scheme == "https" else plain
        except OSError as problem:  # a certificate that is not trusted is one too
            raise ServerAway(f"{type(problem).__name__}: {problem}") from problem
        self._finder.reached(address)
        return link, address

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
