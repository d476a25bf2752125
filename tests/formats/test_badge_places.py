"""Where badges lie that others printed: columns by their headers, a problem for each row that cannot be taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from turnout.domain.errors import BadInput
from turnout.domain.model import RowProblem
from turnout.formats import badge_places
from turnout.formats.badge_places import PlaceRow


def rows(tmp_path: Path, content: bytes) -> list[PlaceRow | RowProblem]:
    source = tmp_path / "places.csv"
    source.write_bytes(content)
    return list(badge_places.read(source))


def test_columns_are_known_by_their_headers(tmp_path: Path) -> None:
    assert rows(tmp_path, "Ticket code,Name,Box,No.\nABC, Ž. ,C,41\n\n".encode()) == [PlaceRow(2, "ABC", "", "C", 41)]
    assert rows(tmp_path, b"Number;Source ID\r\n7;x-1\r\n") == [PlaceRow(2, "", "x-1", "", 7)]
    assert rows(tmp_path, "ID\tBox\tNumber\n5\tŁ\t1\n".encode("utf-16")) == [PlaceRow(2, "", "5", "Ł", 1)]


def test_a_row_that_cannot_be_taken_says_why(tmp_path: Path) -> None:
    read = rows(tmp_path, b'id,box,number\n1,A,many\n,A,2\n3,A\n4,"A,4\n5,A,5\n')
    assert [row.reason for row in read if isinstance(row, RowProblem)] == [
        "many is no number.",
        "The row does not say whose badge it is.",
        "Nothing is no number.",
        "A quotation mark opens in this row and is not closed.",
    ]
    assert [row for row in read if isinstance(row, PlaceRow)] == [PlaceRow(6, "", "5", "A", 5)]


@pytest.mark.parametrize("content", [b"", b" \n", b"%PDF-1.4\n", b"name,box\nAnn,A\n", b"code,box\nABC,A\n"])
def test_a_file_without_the_columns_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadInput) as told:
        rows(tmp_path, content)
    assert told.value.code == "no_places"
