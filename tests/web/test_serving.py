"""Connections: who is silent is hung up on, whoever speaks or reads slowly is not, and many may be open."""

from __future__ import annotations

import resource
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gevent
import pytest
from clients import PATIENCE_S
from factories import make_event
from gevent.socket import create_connection
from server import start_within

from turnout.web.serving import make_server, tls_context

QUIET_S = 2.0
REQUEST = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n"
MUCH = 8_000_000
"""Bytes: more than the buffers between two ends take."""


def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answers what it was sent, and much to who asks for it."""
    body = bytes(MUCH) if environ["PATH_INFO"] == "/much" else environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Any]:
    """A connection to a server of its own."""
    server = make_server(app, "127.0.0.1", 0, tls)
    server.quiet_s = QUIET_S
    server.start()
    try:
        with create_connection(server.socket.getsockname(), PATIENCE_S) as channel:
            yield channel
    finally:
        server.stop()


@pytest.fixture
def channel() -> Iterator[Any]:
    with serving() as made:
        yield made


def rest_of(channel: Any) -> bytes:
    """All that comes until the other side hangs up."""
    return b"".join(iter(lambda: channel.recv(65536), b""))


@pytest.mark.parametrize("begun", [b"", REQUEST[:6], REQUEST[:-2]], ids=["nothing", "a line", "a head"])
def test_who_is_silent_before_a_request_is_complete_is_hung_up_on(channel: Any, begun: bytes) -> None:
    channel.sendall(begun)
    assert rest_of(channel) in (b"", b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-length: 0\r\n\r\n")


def test_who_is_silent_in_the_middle_of_a_body_is_hung_up_on(channel: Any) -> None:
    channel.sendall(REQUEST + b"ab")
    assert b" 200 " not in rest_of(channel)


def test_a_connection_that_is_kept_ends_after_a_silence_and_not_before(channel: Any) -> None:
    for _ in range(2):
        channel.sendall(REQUEST)
        for piece in (b"a", b"b", b"c", b"d"):  # all of it takes longer than a silence may
            gevent.sleep(QUIET_S / 3)
            channel.sendall(piece)
        answer = channel.recv(65536)
        assert (answer[:12], answer[-4:]) == (b"HTTP/1.1 200", b"abcd")
    assert rest_of(channel) == b""


def test_who_reads_slowly_gets_all(channel: Any) -> None:
    channel.sendall(b"GET /much HTTP/1.1\r\nHost: localhost\r\n\r\n")
    gevent.sleep(2 * QUIET_S)
    assert len(rest_of(channel)) > MUCH


def test_who_is_silent_in_a_tls_handshake_is_hung_up_on(certificate: tuple[Path, Path, Path]) -> None:
    with serving(tls_context(*certificate[:2])) as channel:
        assert rest_of(channel) == b""


def test_a_device_that_left_without_a_word_is_noticed() -> None:
    server = make_server(app, "127.0.0.1", 0, None)
    with create_connection(server.socket.getsockname(), PATIENCE_S):
        accepted, _ = server.do_read()
        with accepted:
            assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 30
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 60_000
    server.close()


def test_a_server_may_open_as_many_files_as_the_system_lets_it(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    make_event(path).file.close()
    few = ["sh", "-c", 'ulimit -Sn 256; exec "$@"', "sh"]
    server = start_within(path, tmp_path / "server.log", before=few)
    try:
        soft, hard = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
        assert (soft > 256, soft) == (True, min(hard, 65_536))
    finally:
        assert server.stop() == 0
