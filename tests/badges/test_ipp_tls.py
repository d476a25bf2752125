"""The IPP driver over TLS: whom it believes, and what it says of everybody else."""

import hashlib
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from ipp_printer import EmulatedPrinter, start_printer, stop_printer
from ipp_proxy import Proxy
from PIL import Image

from badges.printers import Job, NotStarted, OptionError, Outcome, Printed, Status
from badges.printers.ipp import IppPrinter

BADGE = Image.new("1", (732, 1181), 1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def printer(dns_sd: dict[str, str], tmp_path: Path, authority: trustme.CA) -> Iterator[EmulatedPrinter]:
    """A printer whose certificate for localhost the authority has signed."""
    keys = tmp_path / "ipp" / "keys"
    keys.mkdir(parents=True)
    issued = authority.issue_cert("localhost")
    issued.private_key_pem.write_to_path(keys / "localhost.key")
    for pem in (*issued.cert_chain_pems, authority.cert_pem):
        pem.write_to_path(keys / "localhost.crt", append=True)
    started = start_printer(dns_sd, tmp_path / "ipp")
    yield started
    stop_printer(started)


def driver(printer: EmulatedPrinter, **options: Any) -> IppPrinter:
    return IppPrinter({"uri": printer.uri.replace("ipp://", "ipps://"), "timeout_s": 5.0, **options})


def print_on(printer: IppPrinter) -> Outcome:
    return printer.print(Job("job-1", BADGE, 300, 62.0, 100.0), lambda: None)


def fingerprint_of(printer: EmulatedPrinter) -> str:
    port = int(printer.uri.split(":")[2].split("/")[0])
    shown = ssl.get_server_certificate(("127.0.0.1", port))
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(shown)).hexdigest()


def test_a_printer_of_a_known_authority_is_believed(
    printer: EmulatedPrinter, authority: trustme.CA, tmp_path: Path
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    trusting = driver(printer, ca_cert=str(tmp_path / "ca.pem"))
    assert trusting.status() == Status("ready")
    assert print_on(trusting) == Printed()
    assert len(printer.papers()) == 1


def test_a_printer_of_no_known_authority_gets_no_badge_and_the_remedy_is_told(printer: EmulatedPrinter) -> None:
    found = fingerprint_of(printer).upper()
    status = driver(printer).status()
    assert status.state == "fault"
    assert status.message.startswith("its certificate is not trusted (")
    assert status.message.endswith(
        f"set option ca_cert, or, when this is the printer's own, option fingerprint to {found}"
    )
    assert print_on(driver(printer)) == NotStarted(status.message)
    assert printer.papers() == []


def test_a_printer_under_another_name_than_its_certificate_s_gets_no_badge(
    printer: EmulatedPrinter, authority: trustme.CA, tmp_path: Path
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    printer.uri = printer.uri.replace("localhost", "127.0.0.1")
    status = driver(printer, ca_cert=str(tmp_path / "ca.pem")).status()
    assert status.state == "fault"
    assert "IP address mismatch" in status.message


def test_a_certificate_that_the_printer_made_itself_is_believed_by_its_fingerprint(
    ipp_printer: EmulatedPrinter,
) -> None:
    found = fingerprint_of(ipp_printer)
    with_colons = ":".join(found[at : at + 2] for at in range(0, 64, 2))
    assert print_on(driver(ipp_printer, fingerprint=with_colons)) == Printed()
    assert len(ipp_printer.papers()) == 1


def test_another_certificate_than_the_expected_one_gets_no_badge(ipp_printer: EmulatedPrinter) -> None:
    words = f"has another certificate than option fingerprint says: {fingerprint_of(ipp_printer).upper()}"
    expecting = driver(ipp_printer, fingerprint="ab" * 32)
    assert expecting.status() == Status("fault", words)
    assert print_on(expecting) == NotStarted(words)
    assert ipp_printer.papers() == []


def test_a_printer_that_speaks_no_tls_is_told_from_one_that_is_silent(ipp_printer: EmulatedPrinter) -> None:
    proxy = Proxy(ipp_printer.uri)
    try:
        status = IppPrinter({"uri": proxy.uri.replace("ipp://", "ipps://"), "timeout_s": 2.0}).status()
    finally:
        proxy.close()
    assert status.state == "fault"
    assert status.message.startswith("speaks no TLS that this program takes (")


def test_over_tls_too_a_dead_printer_is_silent(ipp_printer: EmulatedPrinter) -> None:
    dead = driver(ipp_printer, fingerprint="ab" * 32)
    ipp_printer.kill()
    assert dead.status() == Status("silent", "does not answer")
    assert print_on(dead) == NotStarted("does not answer")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "asks for a password: let this computer print without one"),
        (403, "does not let this computer print: allow it in the settings of the printer or queue"),
        (404, "there is no printer at this address: check what stands behind the host"),
        (426, "takes badges over TLS only: write ipps:// in its address"),
        (410, "refuses to speak IPP (HTTP 410): check its address"),
    ],
)
def test_whoever_turns_us_away_is_told_in_words(ipp_printer: EmulatedPrinter, status: int, words: str) -> None:
    proxy = Proxy(ipp_printer.uri, status=status)
    printer = IppPrinter({"uri": proxy.uri, "timeout_s": 2.0})
    try:
        assert printer.status() == Status("fault", words)
        assert print_on(printer) == NotStarted(words)
    finally:
        proxy.close()
    assert ipp_printer.papers() == []


@pytest.mark.parametrize(
    ("uri", "options", "words"),
    [
        ("ipps://p/", {"fingerprint": "5E:3B"}, "option fingerprint is '5E:3B'"),
        ("ipps://p/", {"fingerprint": 7}, "option fingerprint is 7"),
        ("ipps://p/", {"ca_cert": "/nowhere/ca.pem"}, "option ca_cert is '/nowhere/ca.pem'"),
        ("ipps://p/", {"ca_cert": __file__}, "write a file with a certificate"),
        ("ipp://p/", {"ca_cert": "/nowhere/ca.pem"}, "option ca_cert has no meaning with ipp://"),
        ("ipp://p/", {"fingerprint": "ab" * 32}, "option fingerprint has no meaning with ipp://"),
        ("ipp://p/", {"sent_is_printed": "perhaps"}, "write yes or no"),
    ],
)
def test_options_that_protect_nothing_are_refused(uri: str, options: dict[str, object], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        IppPrinter({"uri": uri, **options})
