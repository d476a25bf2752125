"""The server's own certificate for TLS: what it says, and whether it lasts as long as the event."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import structlog
from cryptography import x509

from turnout.domain.days import day_bounds
from turnout.store.settings import EventSettings

_REMEDY = "Have it renewed, and start the server again: browsers and kiosks take no certificate that is over."
_log = structlog.get_logger()


def own_certificate(tls_cert: Path) -> x509.Certificate:
    """The server's, which stands before those of its chain."""
    return x509.load_pem_x509_certificates(tls_cert.read_bytes())[0]


def warn_of_its_end(tls_cert: Path, config: EventSettings, now: datetime) -> None:
    """Log an error where the certificate is over, and a warning where it will be before the event is."""
    ends_at = own_certificate(tls_cert).not_valid_after_utc
    _, event_ends_at = day_bounds(date.fromisoformat(config.days[-1]), config.zone, config.day_boundary)
    told = {"file": str(tls_cert), "ends_at": ends_at.isoformat(), "remedy": _REMEDY}
    if ends_at <= now:
        _log.error("certificate_is_over", **told)
    elif ends_at < event_ends_at:
        _log.warning("certificate_ends_before_the_event", **told)
