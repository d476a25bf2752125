"""Over TLS: secure cookies, live screens, and commands of this machine that need no certificate."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from clients import Client
from factories import NOW, make_event
from screens import screen
from served import fill
from server import Server, run_to_its_end, serving
from structlog.testing import capture_logs

from turnout.server.certificates import warn_of_its_end
from turnout.services.event import Event
from turnout.store import settings
from turnout.web.house import system_clock


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory, certificate: tuple[Path, Path, Path]) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("secure") / "congress.db"
    event = make_event(path)
    fill(event)
    event.file.close()
    with serving(path, "--tls-cert", str(certificate[0]), "--tls-key", str(certificate[1])) as server:
        yield server


@pytest.fixture
def browser(secure: Server, certificate: tuple[Path, Path, Path]) -> Client:
    """A browser that trusts the certificate's authority."""
    return Client(secure.url, ssl.create_default_context(cafile=str(certificate[2])))


def test_cookies_are_secure_and_sign_in(secure: Server, browser: Client) -> None:
    assert secure.url.startswith("https://localhost:")
    token = secure.command.post("/sign-in/links", {"role": "coordinator"})["token"]
    answer = browser.post("/api/v1/sign-in/once", {"token": token})
    cookie = answer.cookie("turnout_person")
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert browser.api("/me")["account"]["role"] == "coordinator"


def test_a_screen_follows_over_tls(secure: Server, browser: Client, certificate: tuple[Path, Path, Path]) -> None:
    browser.sign_in_once(secure.command.post("/sign-in/links", {"role": "coordinator"})["token"])
    with screen(browser, certificate[2]) as seen:
        assert seen.subscribe("totals")["granted"] == ["totals"]
        assert seen.wait("totals")["data"]["event"]["name"] == "Harbour Congress"


def test_commands_of_this_machine_need_no_certificate(secure: Server) -> None:
    assert secure.holder.url.startswith("http://127.0.0.1:")
    assert Client(secure.holder.url).get("/healthz").status == 200


def test_old_tls_is_refused(secure: Server, certificate: tuple[Path, Path, Path]) -> None:
    context = ssl.create_default_context(cafile=str(certificate[2]))
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        Client(secure.url, context).get("/healthz")


def test_a_key_that_does_not_belong_to_the_certificate(tmp_path: Path, certificate: tuple[Path, Path, Path]) -> None:
    path = tmp_path / "congress.db"
    make_event(path).file.close()
    code, said = run_to_its_end(path, "--tls-cert", str(certificate[0]), "--tls-key", str(certificate[2]))
    assert code == 1
    assert "The TLS certificate cannot be used" in said
    assert "Name a PEM certificate (with its chain) and the key that belongs to it." in said


# ---- a certificate that does not last -----------------------------------------------------------------------


def certificate_until(ends_at: datetime, folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that is over then, and its key."""
    leaf = trustme.CA().issue_cert("localhost", not_after=ends_at)
    paths = (folder / "ending.pem", folder / "ending-key.pem")
    leaf.cert_chain_pems[0].write_to_path(paths[0])
    leaf.private_key_pem.write_to_path(paths[1])
    return paths


@pytest.mark.parametrize(
    ("ends_at", "told"),
    [
        (NOW - timedelta(seconds=1), [("error", "certificate_is_over")]),
        (NOW + timedelta(days=1), [("warning", "certificate_ends_before_the_event")]),
        (datetime(2026, 5, 4, 0, 59, tzinfo=UTC), [("warning", "certificate_ends_before_the_event")]),
        (datetime(2026, 5, 4, 1, 0, tzinfo=UTC), []),
    ],
    ids=["over", "over tomorrow", "over in the last night", "lasts"],
)
def test_a_certificate_that_does_not_last_as_long_as_the_event_is_told(
    event: Event, tmp_path: Path, ends_at: datetime, told: list[tuple[str, str]]
) -> None:
    with capture_logs() as logged:
        warn_of_its_end(certificate_until(ends_at, tmp_path)[0], settings.read(event.reader), NOW)
    assert [(line["log_level"], line["event"]) for line in logged] == told


def test_a_server_tells_at_its_start_that_its_certificate_is_over(tmp_path: Path, secure: Server) -> None:
    path = tmp_path / "congress.db"
    make_event(path).file.close()
    ended_at = system_clock().replace(microsecond=0) - timedelta(days=1)
    certificate, key = certificate_until(ended_at, tmp_path)
    with serving(path, "--tls-cert", str(certificate), "--tls-key", str(key)) as server:
        (line,) = [line for line in server.said.splitlines() if "certificate" in line]
    told = json.loads(line)
    del told["timestamp"]
    assert told == {
        "level": "error",
        "event": "certificate_is_over",
        "file": str(certificate),
        "ends_at": ended_at.isoformat(),
        "remedy": "Have it renewed, and start the server again: browsers and kiosks take no certificate that is over.",
    }
    assert "certificate" not in secure.said
