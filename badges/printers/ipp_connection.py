"""One IPP request over HTTP, and what is known when it fails: could the printer have heard it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from badges.printers import NoAnswer, Unreachable
from badges.printers.ipp_message import Answer, Attribute, MessageError, Operation, Tag, decode, encode

_IPP_PORT = 631
_USER = "turnout"


@dataclass(frozen=True, slots=True)
class IppConnection:
    """Where a printer is. Each request has its own connection, so that threads may ask at the same time."""

    uri: str
    timeout_s: float

    def ask(
        self,
        operation: Operation,
        attributes: Iterable[Attribute] = (),
        job_attributes: Iterable[Attribute] = (),
        document: bytes = b"",
        *,
        job_number: int | None = None,
    ) -> Answer:
        """Raises Unreachable or NoAnswer."""
        # RFC 8011, 4.1.5: the target comes first, a job's number directly after the printer's address.
        target = [Attribute(Tag.URI, "printer-uri", self.uri)]
        if job_number is not None:
            target.append(Attribute(Tag.INTEGER, "job-id", job_number))
        target.append(Attribute(Tag.NAME, "requesting-user-name", _USER))
        message = encode(operation, [*target, *attributes], job_attributes)
        return self._post(message + document)

    def _post(self, body: bytes) -> Answer:
        address = urlsplit(self.uri)
        connection = HTTPConnection(address.hostname or "", address.port or _IPP_PORT, timeout=self.timeout_s)
        try:
            try:
                connection.connect()
            except OSError as error:
                raise Unreachable(f"no connection: {error}") from error
            return self._exchange(connection, address.path or "/", body)
        finally:
            connection.close()

    def _exchange(self, connection: HTTPConnection, path: str, body: bytes) -> Answer:
        try:
            connection.request("POST", path, body, {"Content-Type": "application/ipp"})
            response = connection.getresponse()
            payload = response.read()
        except (OSError, HTTPException) as error:
            raise NoAnswer(f"no answer: {error or type(error).__name__}") from error
        if response.status != 200:
            raise NoAnswer(f"HTTP status {response.status}")
        try:
            return decode(payload)
        except MessageError as error:
            raise NoAnswer(str(error)) from error
