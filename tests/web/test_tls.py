"""Over TLS: secure cookies, live screens, and commands of this machine that need no certificate."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from clients import Client
from factories import make_event
from screens import screen
from served import fill
from server import Server, run_to_its_end, serving


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
