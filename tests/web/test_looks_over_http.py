"""Opening a card leaves a trace, by whichever way it is read."""

from __future__ import annotations

from served import Served

from turnout.domain.model import Role
from turnout.store import looks
from turnout.store.database import open_reader


def test_a_card_leaves_a_trace_by_address_and_by_topic(served: Served) -> None:
    one, other = served.fresh().attendee.id, served.fresh().attendee.id
    desk = served.as_role(Role.DESK)
    reader = open_reader(served.server.path)
    desk.api(f"/attendees/{one}")
    desk.api(f"/topics/attendee:{other}")
    assert served.as_role(Role.STAFF).get(f"/api/v1/topics/attendee:{other}").status == 403
    viewers = [[look.viewer for look in looks.of_attendee(reader, who)] for who in (one, other)]
    reader.close()
    me = desk.api("/me")["account"]["id"]
    assert viewers == [[me], [me]]
