"""One IPP request over HTTP, and what is known when it fails: could the printer have heard it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from badges.printers import NoAnswer, TurnedAway, Unreachable
from badges.printers.ipp_message import Answer, Attribute, MessageError, Operation, Tag, decode, encode
from badges.printers.ipp_trust import Trust

_IPP_PORT = 631
_USER = "turnout"
_TURNED_AWAY = {
    401: "asks for a password: let this computer print without one",
    403: "does not let this computer print: allow it in the settings of the printer or queue",
    404: "there is no printer at this address: check what stands behind the host",
    405: "there is no printer at this address: check what stands behind the host",
    426: "takes badges over TLS only: write ipps:// in its address",
}


@dataclass(frozen=True, slots=True)
class IppConnection:
    """Where a printer is; without `trust` it is spoken to in the clear. Each request has its own connection, so that
    threads may ask at the same time.
    """

    uri: str
    timeout_s: float
    trust: Trust | None = None

    def ask(
        self,
        operation: Operation,
        attributes: Iterable[Attribute] = (),
        job_attributes: Iterable[Attribute] = (),
        document: bytes = b"",
        *,
        job_number: int | None = None,
    ) -> Answer:
        """Raises Unreachable (TurnedAway, when somebody is there) or NoAnswer."""
        # RFC 8011, 4.1.5: the target comes first, a job's number directly after the printer's address.
        target = [Attribute(Tag.URI, "printer-uri", self.uri)]
        if job_number is not None:
            target.append(Attribute(Tag.INTEGER, "job-id", job_number))
        target.append(Attribute(Tag.NAME, "requesting-user-name", _USER))
        message = encode(operation, [*target, *attributes], job_attributes)
        return self._post(message + document)

    def _post(self, body: bytes) -> Answer:
        address = urlsplit(self.uri)
        connection = self._open(address.hostname or "", address.port or _IPP_PORT)
        try:
            return self._exchange(connection, address.path or "/", body)
        finally:
            connection.close()

    def _open(self, host: str, port: int) -> HTTPConnection:
        if self.trust:
            return self.trust.open(host, port, self.timeout_s)
        connection = HTTPConnection(host, port, timeout=self.timeout_s)
        try:
            connection.connect()
        except OSError as error:
            raise Unreachable(f"no connection: {error}") from error
        return connection

    def _exchange(self, connection: HTTPConnection, path: str, body: bytes) -> Answer:
        try:
            connection.request("POST", path, body, {"Content-Type": "application/ipp"})
            response = connection.getresponse()
            payload = response.read()
        except (OSError, HTTPException) as error:
            raise NoAnswer(f"no answer: {error or type(error).__name__}") from error
        if 300 <= response.status < 500:  # refused before anything of it was read as IPP
            words = f"refuses to speak IPP (HTTP {response.status}): check its address"
            raise TurnedAway(_TURNED_AWAY.get(response.status, words))
        if response.status != 200:
            raise NoAnswer(f"HTTP status {response.status}")
        try:
            return decode(payload)
        except MessageError as error:
            raise NoAnswer(str(error)) from error
