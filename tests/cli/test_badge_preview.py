"""`turnout badges preview`: a layout is checked, tried with hard names, and drawn."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from factories import make_event, put_attendee
from nasty_names import NASTY_NAMES
from PIL import Image
from printed import codes, pages

from badges.layout import bundled, bundled_names, parse
from turnout import cli
from turnout.domain.model import Attendee
from turnout.paper.sheet import pixels
from turnout.store import layouts, pictures

LOGO = '\n[[element]]\nkind = "image"\nx = 30\ny = 4\nwidth = 28\nheight = 6\nfile = "logo.png"\n'


def preview(*words: object, fails: bool = False) -> str:
    """What the command says, in one line."""
    result = CliRunner().invoke(cli.main, ["badges", "preview", *map(str, words)])
    assert result.exit_code == int(fails), result.output
    return " ".join(result.output.split())


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("L", (64, 16), 0).save(out, "png")
    return out.getvalue()


@pytest.fixture
def congress(tmp_path: Path) -> Path:
    """An event with people of every script, a logo, and a layout of its own that shows it."""
    path = tmp_path / "congress.db"
    event = make_event(path, is_opened=False)
    for number, name in enumerate((*NASTY_NAMES, *(f"Jan Nowak {n}" for n in range(30)))):
        put_attendee(event, Attendee(f"a{number:02}", name))
    picture = pictures.Picture(logo(), pictures.Size(64, 16))
    event.write(lambda tx: layouts.put(tx.connection, "ours", bundled("crew-62x100") + LOGO))
    event.write(lambda tx: pictures.put(tx.connection, pictures.LOGO, picture))
    event.file.close()
    return path


@pytest.mark.parametrize("name", bundled_names())
def test_the_layouts_that_come_along_hold_the_invented_names(name: str) -> None:
    width, height = parse(bundled(name)).upright
    told = preview(name)
    assert f"read {width:g} x {height:g} mm" in told
    assert told.endswith("Every name that was tried stands on it whole.")


def test_one_badge_is_a_picture_as_it_is_read(tmp_path: Path) -> None:
    out = tmp_path / "one.png"
    preview("landscape-57x102", "--name", "Žaneta Bērziņa", "--out", out)
    with Image.open(out) as drawn:
        assert drawn.size == (pixels(102, 300), pixels(57, 300))
        assert codes(drawn) == ["B7K3M9QXW2D8HRTVAABC"]


def test_several_are_at_true_size_on_a4(tmp_path: Path) -> None:
    out = tmp_path / "several.pdf"
    preview("visitor-62x100", "--out", out, "--dpi", 203)
    sheets = pages(out, 203)
    assert [len(codes(sheet)) for sheet in sheets] == [6, 2]
    assert sheets[0].size == pytest.approx((pixels(210, 203), pixels(297, 203)), abs=1)


def test_the_hardest_names_of_an_event_are_tried_with_its_own_layout_and_logo(congress: Path, tmp_path: Path) -> None:
    out = tmp_path / "ours.png"
    told = preview("ours", "--event", congress, "--out", out)
    (count,) = [int(word) for word in told.split() if word.isdigit()][:1]
    with Image.open(out) as drawn:
        assert len(codes(drawn)) == count
    assert 8 <= count <= 13


def test_what_a_name_loses_is_told_with_it() -> None:
    told = preview("sticker-62x29", "--name", "Zofia \U0001f389", "--name", "Bo")
    assert told.endswith("Zofia \U0001f389: no font has 1 characters of name")


def test_an_image_lies_beside_its_layout(tmp_path: Path) -> None:
    layout = tmp_path / "own.toml"
    layout.write_text(bundled("visitor-62x100") + LOGO, encoding="utf-8")
    line = layout.read_text(encoding="utf-8").count("\n")
    where = f"{layout}, line {line}: element 8 (image): file: "
    assert preview(layout, fails=True).startswith(f"{where}there is no image logo.png: add it")
    (tmp_path / "logo.png").write_bytes(logo()[:50])
    assert preview(layout, fails=True).startswith(f"{where}logo.png: the image ends before it is whole")
    (tmp_path / "logo.png").write_bytes(logo())
    assert preview(layout).endswith("whole.")


def test_a_mistake_is_told_with_file_line_and_remedy(tmp_path: Path) -> None:
    layout = tmp_path / "own.toml"
    layout.write_text(bundled("visitor-62x100").replace("fallback =", "falback ="), encoding="utf-8")
    line = layout.read_text(encoding="utf-8").split("falback")[0].count("\n") + 1
    assert preview(layout, fails=True) == (
        f"{layout}, line {line}: element 3 (text): falback is not a key: write fallback"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["no-such-layout"], "no-such-layout cannot be read (No such file or directory). Name a TOML file, or one of"),
        (["crew-62x100", "--out", "badge.jpg"], "badge.jpg is neither a PDF nor a PNG. Name a file that ends in"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_remedy(words: list[str], sentence: str) -> None:
    assert preview(*words, fails=True).startswith(sentence)


def test_a_code_without_room_is_refused_with_the_remedy(tmp_path: Path) -> None:
    layout = tmp_path / "own.toml"
    layout.write_text('[label]\nname = "a"\nsize = "a7"\n[[element]]\nkind = "qr"\nx = 0\ny = 0\nsize = 10\n')
    told = preview(layout, "--dpi", "100", fails=True)
    assert (
        told == "At 100 dpi a code of 20 characters needs a larger square than 39 pixels. Make the qr element larger."
    )
