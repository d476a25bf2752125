"""The head of a request: what is well-formed is read as the standard library reads it, what is not ends in a 400."""

from __future__ import annotations

import http.client
import socket
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from served import Served

from turnout.web.http_head import MAX_HEAD, Headers

LINE = "POST /api/v1/scans HTTP/1.1"
TOKEN = st.text(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_!#$%&'*+.^`|~", min_size=1, max_size=20
)
VALUE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=40)
OF_LENGTH = {"content-length", "transfer-encoding", "connection", "upgrade"}  # these say how the request goes on


def read(head: bytes) -> Headers:
    return Headers(LINE, BytesIO(head))


@given(st.lists(st.tuples(TOKEN.filter(lambda name: name.lower() not in OF_LENGTH), VALUE), max_size=12))
def test_well_formed_headers_are_read_as_the_standard_library_reads_them(pairs: list[tuple[str, str]]) -> None:
    head = b"".join(f"{name}: {value}\r\n".encode("latin-1") for name, value in pairs) + b"\r\n"
    wanted = [f"{name.lower()}: {value}" for name, value in http.client.parse_headers(BytesIO(head)).items()]
    found = read(head)
    assert (found.status, list(found.headers)) == ("", wanted)


def test_a_header_is_found_by_any_case_and_can_be_taken_out() -> None:
    headers = read(b"Content-Type: application/json\r\nCookie: a=1\r\ncookie: b=2 \r\n\r\n")
    assert headers.typeheader == "application/json"
    assert headers.get("COOKIE") == "a=1"
    assert headers.get("Origin", "none") == "none"
    del headers["Cookie"]
    assert list(headers.headers) == ["content-type: application/json"]


def test_only_the_head_is_taken() -> None:
    rest = BytesIO(b"Content-Length: 2\r\n\r\n{}GET / HTTP/1.1\r\n")
    assert Headers(LINE, rest).get("content-length") == "2"
    assert rest.read() == b"{}GET / HTTP/1.1\r\n"


def test_asking_for_a_websocket_is_no_fault() -> None:
    headers = Headers("GET /socket.io/ HTTP/1.1", BytesIO(b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"))
    assert (headers.status, headers.get("upgrade")) == ("", "websocket")


BROKEN = {
    "a space before the colon": b"Content-Length : 5\r\n\r\n",
    "a value that goes on in the next line": b"A: b\r\n c\r\n\r\n",
    "two lengths": b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
    "a length and chunks": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    "chunked, and then something else": b"Transfer-Encoding: chunked, identity\r\n\r\n",
    "a length with a sign": b"Content-Length: +5\r\n\r\n",
    "a length below zero": b"Content-Length: -1\r\n\r\n",
    "a length of words": b"Content-Length: five\r\n\r\n",
    "no colon": b"Host\r\n\r\n",
    "no name": b": value\r\n\r\n",
    "a zero byte": b"A: b\x00c\r\n\r\n",
    "a line that ends in \\r": b"A: b\rContent-Length: 5\r\n\r\n",
    "lines that end in \\n": b"A: b\nContent-Length: 5\n\n",
    "an end in the middle": b"A: b\r\n",
    "no end": b"A: b\r\n" * (MAX_HEAD // 6 + 1) + b"\r\n",
}


@pytest.mark.parametrize("head", BROKEN.values(), ids=BROKEN.keys())
def test_a_head_that_two_servers_could_read_differently_is_refused(head: bytes) -> None:
    assert read(head).status


@pytest.mark.parametrize("line", ["G\x00T / HTTP/1.1", "GET / HTTP/9.9", "GET / a HTTP/1.1"])
def test_a_request_line_that_is_none_is_refused(line: str) -> None:
    assert Headers(line, BytesIO(b"\r\n")).status


@pytest.mark.parametrize("head", [f"{LINE}\r\n".encode() + head for head in BROKEN.values()], ids=BROKEN.keys())
def test_the_server_answers_400_and_hangs_up(served: Served, head: bytes) -> None:
    address = served.server.url.removeprefix("http://").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=10) as channel:
        channel.sendall(head + b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        channel.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: channel.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1
