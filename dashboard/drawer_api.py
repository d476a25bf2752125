"""Money at the desk: marking somebody as paid, taking it back, and the drawer at the end of a shift."""

from __future__ import annotations

import io
from datetime import date
from typing import Annotated, Any

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from dashboard.attendees_api import DESK, AttendeePath
from turnout.domain.payment import Method, amount_of, cents_of
from turnout.formats.tables import write_csv
from turnout.services import payments
from turnout.services.payments import Drawer
from turnout.store.times import to_text
from turnout.web.auth import caller, roles
from turnout.web.bodies import Body
from turnout.web.house import House

_TAG = Tag(name="drawer")


class PayBody(Body):
    """`amount` as it is typed, such as 12.50."""

    version: int
    method: Method
    amount: Annotated[str, Field(max_length=12)] | None = None


class UndoPaymentBody(Body):
    """`version` is the one of the attendee that the caller saw."""

    version: int


class DrawerQuery(Body):
    """An event day; today unless said."""

    day: date | None = None


def add_api(house: House) -> None:
    """Add the endpoints of payments."""
    api = APIBlueprint("drawer", __name__, url_prefix="/api/v1", abp_tags=[_TAG])
    event = house.event

    @api.post("/attendees/<attendee_id>/pay")
    @roles(*DESK)
    def pay(path: AttendeePath, body: PayBody) -> dict[str, Any]:
        """Mark somebody as paid."""
        cents = None if body.amount is None else cents_of(body.amount)
        version = payments.pay(event, path.attendee_id, body.method, cents, body.version, caller(), house.now())
        return {"version": version}

    @api.post("/attendees/<attendee_id>/payment/undo")
    @roles(*DESK)
    def undo(path: AttendeePath, body: UndoPaymentBody) -> dict[str, Any]:
        """Take a payment of today back: it is in nobody's drawer any more."""
        return {"version": payments.undo(event, path.attendee_id, body.version, caller(), house.now())}

    @api.get("/desk/drawer")
    @roles(*DESK)
    def drawer(query: DrawerQuery) -> dict[str, Any]:
        """What each person took on a day, by how it was paid: the end of a shift."""
        return _rendered(payments.drawer(event, query.day, house.now()))

    @api.get("/desk/drawer.csv")
    @roles(*DESK)
    def drawer_csv(query: DrawerQuery) -> Response:
        """The same as CSV."""
        taken, file = payments.drawer(event, query.day, house.now()), io.BytesIO()
        write_csv(file, taken.table())
        response = Response(file.getvalue(), mimetype="text/csv")
        response.headers["Content-Disposition"] = f'attachment; filename="drawer-{taken.day.isoformat()}.csv"'
        return response

    house.app.register_api(api)


def _rendered(taken: Drawer) -> dict[str, Any]:
    return {
        "day": taken.day.isoformat(),
        "rows": [
            {
                "account": row.account_name,
                "method": row.method,
                "count": row.count,
                "amount": amount_of(row.cents),
                "first_at": to_text(row.first_at),
                "last_at": to_text(row.last_at),
            }
            for row in taken.rows
        ],
        "sums": [{"method": method, "count": count, "amount": amount_of(cents)} for method, count, cents in taken.sums],
    }
