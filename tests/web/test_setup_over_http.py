"""Set-up over HTTP: the document, saving one thing at a time, and being told of another's change."""

from __future__ import annotations

from served import Served

from turnout.domain.model import Role


def test_a_coordinator_reads_all_that_is_set_up(served: Served) -> None:
    found = served.as_role(Role.COORDINATOR).api("/setup")
    assert set(found) == {
        "event",
        "settings",
        "time_zones",
        "places",
        "presets",
        "categories",
        "layouts",
        "printers",
        "printer_kinds",
        "walk_in_fields",
        "refusals",
    }
    assert found["event"]["opened"] is True
    assert found["settings"]["accent"] == {"value": "#0b5fa5", "version": 1}
    assert found["settings"]["logo"] == {"value": None, "version": 0}
    assert found["settings"]["walk_in"]["version"] == 0
    assert {"tag", "key"}.isdisjoint(found["settings"])
    assert "Europe/Riga" in found["time_zones"]
    venue = found["places"][0]
    assert (venue["id"], venue["kind"], venue["preset"]) == ("venue", "venue", "congress")
    assert venue["policy"] == found["presets"]["congress"]
    assert [category["people"] for category in found["categories"] if category["id"] == "visitor"] == [151]
    assert found["layouts"] == ["crew", "default"]
    assert found["printers"][0]["options"].keys() == {"folder"}
    assert found["printer_kinds"] == sorted({*found["printer_kinds"], "flaky", "folder", "ipp"})
    assert {"reason": "unpaid", "short_code": "H8"} in found["refusals"]
