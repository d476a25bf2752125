"""`turnout rehearsal clear`: beside a server and without one."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from factories import NOW, make_event, put_attendee, put_station, scan
from server import serving

from turnout import cli
from turnout.domain.model import Attendee, StationMode
from turnout.store import database, maintenance, reports


def rehearsed(path: Path) -> None:
    """An event file with a scan of its rehearsal, whose badge waits."""
    event = make_event(path, is_opened=False, has_printer=True)
    ada = put_attendee(event, Attendee("ada", "Ada Lovelace"))
    scan(event, ada.ticket.code, put_station(event, mode=StationMode.ENTRANCE), NOW, scan_id="s1")
    assert len(reports.recent_scans(event.reader, 30)) == 1
    event.file.close()


def cleared(path: Path) -> str:
    """What the command says."""
    result = CliRunner().invoke(cli.main, ["rehearsal", "clear", str(path)])
    assert result.exit_code == 0, result.output
    return result.output


def shown(path: Path) -> list[str]:
    reader = database.open_reader(path)
    try:
        return [line.scan_id for line in reports.recent_scans(reader, 30)]
    finally:
        reader.close()


def test_without_a_server(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    rehearsed(path)
    assert cleared(path) == (
        "The rehearsal is cleared: its scans stand in the log, and in no list.\n"
        "Badges of it that were still waiting, and will not be printed: 1.\n"
    )
    assert shown(path) == []
    assert maintenance.differing_projections(path) == []
    assert cleared(path) == "The rehearsal is cleared: its scans stand in the log, and in no list.\n"


def test_beside_a_server(tmp_path: Path) -> None:
    path = tmp_path / "congress.db"
    rehearsed(path)
    with serving(path):
        assert "will not be printed: 1." in cleared(path)
        assert shown(path) == []
