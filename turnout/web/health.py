"""Whether the server lives, and whether it can do its work."""

from __future__ import annotations

from flask import Response, jsonify, make_response
from flask_openapi3 import APIBlueprint, Tag

from turnout.domain.model import Role
from turnout.store import log, maintenance
from turnout.web.auth import roles
from turnout.web.house import House

_TAG = Tag(name="health")


def add_health(house: House) -> None:
    """`/healthz`: the process answers. `/readyz`: the event file can be read, and written."""
    api = APIBlueprint("health", __name__, abp_tags=[_TAG])

    @api.get("/healthz")
    @roles(Role.NOBODY)
    def healthz() -> Response:
        """Answers while the process lives."""
        return jsonify({"status": "ok"})

    @api.get("/readyz")
    @roles(Role.NOBODY)
    def readyz() -> Response:
        """Answers 200 when something was written just now, else the error that stopped it."""
        house.event.write(lambda tx: maintenance.prove_writable(tx.connection))
        return make_response(jsonify({"status": "ok", "seq": log.last_seq(house.event.reader)}))

    house.app.register_api(api)
