"""The app factory: everything is built here and passed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from flask import Flask, Request, Response, request
from flask.sessions import NullSession, SessionInterface
from flask_openapi3 import Info, OpenAPI
from flask_socketio import SocketIO
from gevent.event import Event as Signal

from turnout.services.chance import Chance
from turnout.services.event import Event
from turnout.services.live import Live
from turnout.store.event_file import EventFile
from turnout.web import auth, errors, exporting, health, import_files_api, importing, spooling
from turnout.web.house import House, faces
from turnout.web.json_provider import FastJson
from turnout.web.sockets import Publisher, add_sockets
from turnout.web.topics_api import add_topics

MAX_BODY = 2 * 1024 * 1024  # bytes; chunks of an import are the largest
_CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


@dataclass(frozen=True, slots=True)
class Site:
    """A built app with what must be started and stopped around it."""

    house: House
    socketio: SocketIO
    publisher: Publisher


def create_app(
    file: EventFile, now: Callable[[], datetime], chance: Chance, command_token: str, *, is_secure: bool = False
) -> Site:
    """Build the app on an open event file. Nothing runs until the publisher is started and somebody asks."""
    signal = Signal()
    event = Event(file, Live(signal.set))
    app = OpenAPI(
        __name__,
        info=Info(title="Turnout", version=version("turnout")),
        doc_prefix="/api",
        static_folder=None,
        validation_error_status=422,
        validation_error_callback=errors.validation_error,
    )
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.json = FastJson(app)
    app.session_interface = NoSession()
    house = House(app, event, now, chance, command_token, Signal(), is_secure)
    auth.guard(house)
    errors.handle_errors(app)
    health.add_health(house)
    spooling.add_spooling(house)
    importing.add_importing(house)
    import_files_api.add_import_files(house)
    exporting.add_exporting(house)
    add_topics(house)
    for face in faces():
        face(house)
    _let_everybody_read_documents(app)
    app.after_request(_protect)
    socketio, publisher = add_sockets(house, signal)
    return Site(house, socketio, publisher)


class NoSession(SessionInterface):
    """Flask's signed session is not used: sign-ins stand in the event file."""

    _none = NullSession()

    def open_session(self, _app: Flask, _request: Request) -> NullSession:
        return self._none

    def is_null_session(self, _obj: object) -> bool:
        return True


def _let_everybody_read_documents(app: OpenAPI) -> None:
    """Built files and the OpenAPI document are the same for all, and say nothing of the event."""
    for endpoint, view in app.view_functions.items():
        if endpoint.endswith("static") or endpoint.startswith("openapi."):
            app.view_functions[endpoint] = auth.open_to_all(view)


def _protect(response: Response) -> Response:
    add = response.headers.add  # not `headers[...] =`, which looks through all of them each time
    add("Content-Security-Policy", _CONTENT_SECURITY_POLICY)
    add("X-Content-Type-Options", "nosniff")
    add("Referrer-Policy", "no-referrer")
    if request.path.startswith("/api/") and "Cache-Control" not in response.headers:  # a picture says its own
        add("Cache-Control", "no-store")
    return response
