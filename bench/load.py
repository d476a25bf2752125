"""A load of keep-alive connections from one process: as fast as answers come, bounded in count and time.

    python -m bench.load URL CONNECTIONS COUNT SECONDS < bodies

Reads one JSON body a line from standard input, posts each once, and prints one JSON line: requests a
second, latency percentiles in milliseconds, and how many answers were not 200.
"""

from __future__ import annotations

import json
import selectors
import socket
import ssl
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(slots=True)
class Connection:
    """One keep-alive connection and the request in hand."""

    channel: socket.socket
    received: bytes = b""
    sent_at: float = 0.0


def run(url: str, connections: int, bodies: Iterator[bytes], token: str, seconds: float) -> dict[str, float]:
    """Post every body once over so many connections, or as many as fit into the time."""
    address = urlsplit(url)
    head = (
        f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: "
    ).encode()
    selector = selectors.DefaultSelector()
    tls = _trusting_context() if address.scheme == "https" else None
    latencies: list[float] = []
    failures = 0
    opened = [_connect(address.hostname or "", address.port or 80, tls) for _ in range(connections)]
    begin = time.perf_counter()  # shaking hands is not what is measured
    deadline = begin + seconds
    for channel in opened:
        connection = Connection(channel)
        selector.register(channel, selectors.EVENT_READ, connection)
        _send(connection, head, next(bodies))
    open_connections = connections
    while open_connections:
        for key, _ in selector.select():
            connection = key.data
            connection.received += connection.channel.recv(65536)
            while isinstance(connection.channel, ssl.SSLSocket) and connection.channel.pending():
                connection.received += connection.channel.recv(65536)
            status = _whole_answer(connection.received)
            if status is None:
                continue
            latencies.append(time.perf_counter() - connection.sent_at)
            failures += status != 200
            connection.received = b""
            body = next(bodies, None) if time.perf_counter() < deadline else None
            if body is None:
                selector.unregister(connection.channel)
                connection.channel.close()
                open_connections -= 1
            else:
                _send(connection, head, body)
    elapsed = time.perf_counter() - begin
    latencies.sort()
    return {
        "per_second": len(latencies) / elapsed,
        "count": len(latencies),
        "failures": failures,
        "p50_ms": 1000 * latencies[len(latencies) // 2],
        "p99_ms": 1000 * latencies[int(len(latencies) * 0.99)],
        "max_ms": 1000 * latencies[-1],
    }


def _connect(host: str, port: int, tls: ssl.SSLContext | None) -> socket.socket:
    channel = socket.create_connection((host, port))
    channel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return channel if tls is None else tls.wrap_socket(channel, server_hostname=host)


def _trusting_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # a bench's own certificate, on loopback
    return context


def _send(connection: Connection, head: bytes, body: bytes) -> None:
    connection.sent_at = time.perf_counter()
    connection.channel.sendall(b"%s%d\r\n\r\n%s" % (head, len(body), body))


def _whole_answer(received: bytes) -> int | None:
    """The status of an answer that is there whole, else None. Our servers always say Content-Length."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    at = received.lower().find(b"content-length:", 0, end)
    length = int(received[at + 15 : received.find(b"\r\n", at)])
    return int(received[9:12]) if len(received) >= end + 4 + length else None


def main() -> None:
    url, connections, count, seconds, token = sys.argv[1:6]
    lines = (line.rstrip(b"\n") for _, line in zip(range(int(count)), sys.stdin.buffer, strict=False))
    print(json.dumps(run(url, int(connections), lines, token, float(seconds))))


if __name__ == "__main__":
    main()
