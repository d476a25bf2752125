"""What a page is told of a layout: its first mistake with the line, or badges of those whose names are hardest."""

from __future__ import annotations

import base64
import io

import pytest
from factories import put_attendee
from nasty_names import NASTY_NAMES
from PIL import Image
from printed import codes

from badges.layout import bundled, bundled_names
from turnout.domain.model import Attendee
from turnout.services.event import Event
from turnout.services.layout_preview import Data, Wanted, preview

VISITOR = bundled("visitor-62x100")
IMAGE = '\n[[element]]\nkind = "image"\nx = 30\ny = 4\nwidth = 28\nheight = 6\nfile = "{}.png"\n'


def drawn(event: Event, wanted: Wanted) -> Data:
    told = preview(event.reader, wanted)
    assert told["problem"] is None
    return told


def picture(badge: Data) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(badge["picture"])))


@pytest.fixture
def congress(event: Event) -> Event:
    for number, name in enumerate((*NASTY_NAMES, *(f"Jan Nowak {n}" for n in range(30)))):
        put_attendee(event, Attendee(f"a{number:02}", name))
    return event


def test_those_with_the_hardest_names_of_the_event_try_it(congress: Event) -> None:
    badges = drawn(congress, Wanted(VISITOR))["badges"]
    longest = max(NASTY_NAMES, key=len)
    assert {badge["name"] for badge in badges if "longest" in badge["why"]} == {longest}
    assert any(reason.startswith("in ") for badge in badges for reason in badge["why"])
    assert len({badge["attendee_id"] for badge in badges}) == len(badges)


def test_a_badge_is_drawn_as_people_read_it_at_the_coarsest_resolution(event: Event) -> None:
    told = drawn(event, Wanted(bundled("landscape-57x102"), name="Anna Nowak"))
    assert told["label"] == {"title": "Landscape, 102 x 57 mm", "width": 102.0, "height": 57.0, "count": 1}
    (badge,) = told["badges"]
    assert (badge["name"], badge["attendee_id"], badge["losses"]) == ("Anna Nowak", "", [])
    assert picture(badge).size == (815, 456)
    assert codes(picture(badge)) == ["B7K3M9QXW2D8HRTVAABC"]


def test_the_same_people_try_it_again_by_their_ids(congress: Event) -> None:
    badges = drawn(congress, Wanted(VISITOR, attendees=("a03", "gone", "a01")))["badges"]
    assert [badge["attendee_id"] for badge in badges] == ["a03", "a01"]


def test_everybody_can_be_seen_in_one_category(congress: Event) -> None:
    badges = drawn(congress, Wanted(VISITOR, attendees=("a01", "a02"), category="press"))["badges"]
    assert [badge["category"] for badge in badges] == ["Press", "Press"]


def test_an_event_without_people_is_tried_with_invented_names(event: Event) -> None:
    assert len(drawn(event, Wanted(VISITOR))["badges"]) == 8


@pytest.mark.parametrize("name", bundled_names())
def test_what_comes_along_is_drawn_without_a_logo(event: Event, name: str) -> None:
    assert drawn(event, Wanted(bundled(name), name="Bo"))["badges"][0]["losses"] == []


def test_a_mistake_is_told_with_its_line(event: Event) -> None:
    told = preview(event.reader, Wanted(VISITOR.replace("min_size", "min_sise", 1)))
    line = 1 + VISITOR[: VISITOR.index("min_size")].count("\n")
    assert (told["problem"]["line"], told["badges"], told["label"]) == (line, [], None)
    assert told["problem"]["message"].endswith("write min_size")


def test_a_logo_may_come_later_and_another_image_may_not(event: Event) -> None:
    (badge,) = drawn(event, Wanted(VISITOR + IMAGE.format("logo"), name="Bo"))["badges"]
    assert badge["losses"] == ["the image logo.png is left out: it is not there"]
    problem = preview(event.reader, Wanted(VISITOR + IMAGE.format("sponsor"), name="Bo"))["problem"]
    assert (problem["line"], "sponsor.png" in problem["message"]) == (VISITOR.count("\n") + 8, True)


def test_what_a_name_loses_is_told(event: Event) -> None:
    toml = VISITOR + '[[element]]\nkind = "text"\nfield = "name"\nx = 1\ny = 1\nwidth = 3\nheight = 1\n'
    (badge,) = drawn(event, Wanted(toml, name="Donaudampfschifffahrtsgesellschaftskapitänswitwe"))["badges"]
    assert badge["losses"] == ["name was cut to fit"]
