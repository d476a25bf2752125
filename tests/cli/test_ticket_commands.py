"""`turnout tickets` and `turnout ticket replace`: what is on paper is what admits."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from brought import LIST
from click.testing import CliRunner
from exported import taken_out
from factories import make_event, put_attendee
from nasty_names import NASTY_NAMES
from PIL import Image
from printed import codes, pages
from server import serving

from turnout import cli
from turnout.domain.facts import DataExported
from turnout.domain.model import Attendee
from turnout.paper.sheet import pixels
from turnout.paper.ticket import DPI
from turnout.store import database, ticket_holders

FOREIGN = "q7u2n3k5h8m1c4v6b9l0z2x5a8s1d4f7"
FORMULA = "=cmd|' /C calc'!A0@example.org"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A rehearsal with people of every script, one of whom came from another system."""
    made = tmp_path / "congress.db"
    event = make_event(made, is_opened=False)
    for number, name in enumerate(NASTY_NAMES):
        category = "speaker" if number == 3 else "visitor"
        put_attendee(event, Attendee(f"a{number:02}", name, email=f"a{number}@example.org", category=category))
    put_attendee(event, Attendee("foreign", "Grace Hopper", email=FORMULA, language="pl", order_code="AB12C"), FOREIGN)
    event.file.close()
    return made


def turnout(*words: object) -> str:
    """What a command says that must succeed."""
    result = CliRunner().invoke(cli.main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


def refused(*words: object) -> str:
    result = CliRunner().invoke(cli.main, [str(word) for word in words])
    assert result.exit_code == 1, result.output
    return " ".join(result.output.split())


def valid_codes(path: Path) -> dict[str, str]:
    """By attendee, in the order of the list."""
    reader = database.open_reader(path)
    found = {holder.attendee.id: holder.code for holder in ticket_holders.each(reader)}
    reader.close()
    return found


def test_a_page_a_ticket_and_every_code_is_read_from_it(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "tickets.pdf"
    assert f"22 tickets are in {target}" in turnout("tickets", path, target)
    read = pages(target, DPI)
    assert [codes(page) for page in read] == [[code] for code in valid_codes(path).values()]
    assert target.stat().st_size < 22 * 20_000


def test_four_on_a_sheet(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "tickets.pdf"
    turnout("tickets", path, target, "--sheet", "--test")
    read = pages(target, DPI)
    expected = list(valid_codes(path).values())
    assert [codes(page) for page in read] == [expected[start : start + 4] for start in range(0, 22, 4)]
    assert abs(read[0].width - pixels(210, DPI)) <= 1


def test_a_folder_to_mail_from(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "tickets"
    turnout("tickets", path, target)
    with (target / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[-1] == {"id": "foreign", "email": "'" + FORMULA, "language": "pl", "file": "AB12C-foreign.png"}
    assert {row["id"]: codes(picture(target / row["file"])) for row in rows} == {
        attendee_id: [code] for attendee_id, code in valid_codes(path).items()
    }


def picture(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        return opened.copy()


def test_a_category_or_one_person(path: Path, tmp_path: Path) -> None:
    expected = valid_codes(path)
    for number, (option, value, whose) in enumerate(
        [("--category", "speaker", "a03"), ("--attendee", "foreign", "foreign")]
    ):
        target = tmp_path / f"{number}.pdf"
        assert "1 ticket is in" in turnout("tickets", path, target, option, value)
        assert [codes(page) for page in pages(target, DPI)] == [[expected[whose]]]


def test_the_same_again_is_the_same_file(path: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    turnout("tickets", path, first, "--attendee", "a00")
    turnout("tickets", path, second, "--attendee", "a00")
    assert first.read_bytes() == second.read_bytes()


def test_nothing_is_overwritten_unasked(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "tickets.pdf"
    target.write_bytes(b"precious")
    assert "exists already" in refused("tickets", path, target)
    assert (target.read_bytes(), taken_out(path)) == (b"precious", [])
    turnout("tickets", path, target, "--force", "--attendee", "a00")
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--category", "press"), "Nobody of the category press has a valid ticket."),
        (("--attendee", "nobody"), "nobody is nobody with a valid ticket."),
    ],
)
def test_nobody_to_draw_for(path: Path, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused("tickets", path, tmp_path / "tickets.pdf", *words)
    assert not (tmp_path / "tickets.pdf").exists()


def test_pictures_have_no_sheets(path: Path, tmp_path: Path) -> None:
    assert "Only a PDF has sheets." in refused("tickets", path, tmp_path / "tickets", "--sheet")


def test_a_lost_ticket_is_replaced(path: Path, tmp_path: Path) -> None:
    old = valid_codes(path)
    said = turnout("ticket", "replace", path, "foreign")
    new = valid_codes(path)
    assert FOREIGN not in new.values()
    assert {**new, "foreign": FOREIGN} == old
    assert new["foreign"] not in said
    assert "--attendee foreign" in said
    assert "There is no such attendee." in refused("ticket", "replace", path, "nobody")


def test_a_lost_ticket_is_replaced_through_a_server(path: Path, tmp_path: Path) -> None:
    with serving(path):
        turnout("ticket", "replace", path, "foreign")
        target = tmp_path / "ticket.pdf"
        turnout("tickets", path, target, "--attendee", "foreign")
        assert "There is no such attendee." in refused("ticket", "replace", path, "nobody")
    assert [codes(page) for page in pages(target, DPI)] == [[valid_codes(path)["foreign"]]]


def test_tickets_of_an_imported_list(tmp_path: Path) -> None:
    path, source = tmp_path / "opened.db", tmp_path / "list.csv"
    make_event(path).file.close()
    assert "Import the attendees first." in refused("tickets", path, tmp_path / "tickets.pdf")
    source.write_text(LIST)
    turnout("import", "attendees", path, source)
    turnout("tickets", path, tmp_path / "tickets.pdf")
    assert [codes(page) for page in pages(tmp_path / "tickets.pdf", DPI)] == [
        [code] for code in valid_codes(path).values()
    ]


def test_tickets_that_are_taken_out_leave_a_trace(path: Path, tmp_path: Path) -> None:
    turnout("tickets", path, tmp_path / "one.pdf", "--attendee", "foreign")
    with serving(path):
        turnout("tickets", path, tmp_path / "speakers.pdf", "--category", "speaker")
    assert taken_out(path) == [DataExported("tickets", 1, True), DataExported("tickets", 1, True)]
