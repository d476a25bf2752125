"""Whether and how the server tells the venue's network where it is; the telling is `turnout.announcer`'s."""

from __future__ import annotations

import socket
from pathlib import Path

from cryptography import x509

from turnout.server.certificates import own_certificate
from turnout.server.companions import Companion
from turnout.services.chance import hash_of

_ID_LENGTH = 12
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to


def announcer(event_key: bytes, host: str, port: int, tls_cert: Path | None) -> Companion:
    """Announces this server at the address that it listens on."""
    scheme, name = ("http", _own_name()) if tls_cert is None else ("https", _certified(tls_cert))
    words = [
        "turnout.announcer",
        "--event",
        _public_id(event_key),
        "--scheme",
        scheme,
        "--host",
        name,
        "--port",
        str(port),
    ]
    return Companion("announcer", words if host in EVERY_ADDRESS else [*words, "--address", host])


def is_for_others(host: str) -> bool:
    """Whether anybody but this machine reaches what listens on this address."""
    return host in EVERY_ADDRESS or not (host.startswith("127.") or host in ("localhost", "::1"))


def _public_id(event_key: bytes) -> str:
    """The event's id for kiosks to know it again by; it tells nothing of the key."""
    return hash_of(f"announced {event_key.hex()}")[:_ID_LENGTH]


def _own_name() -> str:
    return f"{socket.gethostname().split('.')[0]}.local"


def _certified(tls_cert: Path) -> str:
    """The name that a kiosk must ask for: the first in the certificate, or this machine's where it names none."""
    try:
        names = own_certificate(tls_cert).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return _own_name()
    hosts = [name for name in names.get_values_for_type(x509.DNSName) if not name.startswith("*")]
    addresses = [str(address) for address in names.get_values_for_type(x509.IPAddress)]
    return next(iter((*hosts, *addresses)), _own_name())
