"""One renderer for everything that goes wrong: JSON for the API, a small page for people."""

from __future__ import annotations

from collections.abc import Mapping
from traceback import extract_tb
from typing import Any

import structlog
from flask import Response, jsonify, make_response, render_template, request
from flask_openapi3 import OpenAPI
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from turnout.domain.errors import TurnoutError

_log = structlog.get_logger()

_WORDS = {
    404: ("There is nothing at this address.", "Check the address, or begin at the start page."),
    405: ("This address does not take that.", "Load the page again."),
    413: ("This is too large.", "Send less at once."),
    415: ("This is not JSON.", "Send a JSON body with its content type."),
}


def handle_errors(app: OpenAPI) -> None:
    """Answer every failure in the same shape; unexpected ones are logged whole, told briefly."""

    @app.errorhandler(TurnoutError)
    def domain_error(problem: TurnoutError) -> Response:
        return _rendered(problem.status, problem.code, problem.message, problem.remedy, problem.current)

    @app.errorhandler(HTTPException)
    def http_error(problem: HTTPException) -> Response:
        status = problem.code or 500
        message, remedy = _WORDS.get(status, (problem.description or problem.name, ""))
        return _rendered(status, problem.name.lower().replace(" ", "_"), message, remedy)

    @app.errorhandler(ValidationError)
    def wrong_form(problem: ValidationError) -> Response:
        return validation_error(problem)

    @app.errorhandler(Exception)
    def unexpected(problem: Exception) -> Response:
        route = request.url_rule.rule if request.url_rule else ""
        _log.error("request_failed", route=route, **described(problem))
        return _rendered(500, "internal", "The server failed at this.", "Try again; its log says what happened.")


def validation_error(problem: ValidationError) -> Response:
    """A body that does not fit its model: which field, and what is wrong with it. Never its value."""
    first = problem.errors(include_input=False, include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "the body"
    return _rendered(422, "bad_input", f"{field}: {first['msg']}.", "Correct it and send it again.")


def described(problem: BaseException) -> dict[str, object]:
    """A failure for the log: what it is and where. Never its message or locals, which may hold a name."""
    frames = extract_tb(problem.__traceback__)
    return {
        "problem": type(problem).__qualname__,
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _rendered(status: int, code: str, message: str, remedy: str, current: Mapping[str, Any] | None = None) -> Response:
    if request.path.startswith("/api/") or request.accept_mimetypes.best != "text/html":
        error: dict[str, Any] = {"code": code, "message": message, "remedy": remedy}
        if current is not None:
            error["current"] = current
        return make_response(jsonify({"error": error}), status)
    page = render_template("problem.html", status=status, message=message, remedy=remedy)
    return make_response(page, status)
