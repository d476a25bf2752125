"""Whom the driver tells a badge to over TLS: a printer whose certificate is vouched for, or is the one expected."""

from __future__ import annotations

import hashlib
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

from badges.printers import NoAnswer, OptionError, TurnedAway, Unreachable, required_text

_FINGERPRINT = re.compile(r"[0-9A-F]{64}")


@dataclass(frozen=True, slots=True)
class Trust:
    """Option `ca_cert`: the file of the authority that signed the certificate, in place of those that the machine
    trusts. Option `fingerprint`: the SHA-256 of the certificate itself, for printers that sign their own.
    """

    context: ssl.SSLContext
    fingerprint: str = ""

    def open(self, host: str, port: int, timeout_s: float) -> HTTPSConnection:
        """A connection to the right printer; raises Unreachable, or TurnedAway with what to do about it."""
        connection = HTTPSConnection(host, port, timeout=timeout_s, context=self.context)
        try:
            connection.connect()
        except ssl.SSLCertVerificationError as error:
            raise TurnedAway(_not_vouched_for(error, _fingerprint_of(host, port, timeout_s))) from error
        except ssl.SSLError as error:
            raise TurnedAway(f"speaks no TLS that this program takes ({error.reason}): try ipp://") from error
        except OSError as error:
            raise Unreachable(f"no connection: {error}") from error
        if self.fingerprint and (found := _fingerprint(connection)) != self.fingerprint:
            connection.close()
            raise TurnedAway(f"has another certificate than option fingerprint says: {found}")
        return connection


def trust(options: Mapping[str, Any]) -> Trust:
    """Raises OptionError for a file that holds no certificate, and for a fingerprint that is none."""
    if "fingerprint" in options:
        typed = required_text(options, "fingerprint", "5E:3B:...")
        fingerprint = typed.replace(":", "").replace(" ", "").upper()
        if not _FINGERPRINT.fullmatch(fingerprint):
            raise OptionError(
                f"option fingerprint is {typed!r}: write the certificate's SHA-256, 64 digits and letters"
            )
        return Trust(_unchecked(), fingerprint)
    if "ca_cert" not in options:
        return Trust(ssl.create_default_context())
    file = Path(required_text(options, "ca_cert", "/etc/turnout/printer-ca.pem"))
    try:
        return Trust(ssl.create_default_context(cafile=file))
    except OSError as error:  # ssl.SSLError is one
        raise OptionError(f"option ca_cert is {str(file)!r}: write a file with a certificate, {error}") from error


def _unchecked() -> ssl.SSLContext:
    """Takes any certificate: for a look at it, before a word is said."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _not_vouched_for(error: ssl.SSLCertVerificationError, found: str) -> str:
    return (
        f"its certificate is not trusted ({error.verify_message}): set option ca_cert,"
        f" or, when this is the printer's own, option fingerprint to {found}"
    )


def _fingerprint_of(host: str, port: int, timeout_s: float) -> str:
    connection = HTTPSConnection(host, port, timeout=timeout_s, context=_unchecked())
    try:
        connection.connect()
        return _fingerprint(connection)
    except OSError as error:
        raise NoAnswer(f"no answer: {error}") from error
    finally:
        connection.close()


def _fingerprint(connection: HTTPSConnection) -> str:
    """The SHA-256 of the certificate shown, as openssl and browsers write it but for the colons."""
    shown = connection.sock.getpeercert(binary_form=True) if isinstance(connection.sock, ssl.SSLSocket) else None
    return hashlib.sha256(shown or b"").hexdigest().upper()
