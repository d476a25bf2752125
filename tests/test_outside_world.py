"""The suite itself: what keeps it on this machine."""

from __future__ import annotations

import socket

import outside_world
import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_a_connection_beyond_loopback_is_refused_and_noted(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as lone, pytest.raises(PermissionError, match="stay on this machine"):
        lone.connect((host, 9))
    assert [f"socket.connect {host}"] == outside_world.REACHED
    outside_world.REACHED.clear()


def test_a_name_is_never_looked_up() -> None:
    with pytest.raises(PermissionError, match="stay on this machine"):
        socket.getaddrinfo("turnout.example", 443)
    assert outside_world.REACHED == ["socket.getaddrinfo turnout.example"]
    outside_world.REACHED.clear()


def test_loopback_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
