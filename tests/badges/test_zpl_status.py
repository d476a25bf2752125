"""The three lines of ~HS, field by field."""

import pytest

from badges.printers.zpl_status import HostStatus, answer_length, parse

ANSWER = b"\x02030,1,0,1245,007,0,1,0,000,1,0,1\x03\r\n\x02129,0,1,0,1,K,6,0,00000042,1,003\x03\r\n\x021234,1\x03\r\n"


def test_every_field_has_its_name() -> None:
    assert parse(ANSWER) == HostStatus(
        interface=30,
        is_paper_out=True,
        is_paused=False,
        label_length=1245,
        formats_held=7,
        is_buffer_full=False,
        is_diagnosing=True,
        is_format_partial=False,
        has_lost_settings=True,
        is_too_cold=False,
        is_too_hot=True,
        functions=129,
        is_head_open=True,
        is_ribbon_out=False,
        uses_ribbon=True,
        print_mode="K",
        print_width_mode=6,
        is_label_waiting=False,
        labels_left=42,
        prints_while_formatting=True,
        graphics_stored=3,
        password="1234",
        has_static_ram=True,
    )
    assert parse(ANSWER).is_continuous


@pytest.mark.parametrize("cut", [0, 1, 30, 60, len(ANSWER) - 4])
def test_an_answer_is_waited_for_until_it_is_whole(cut: int) -> None:
    assert answer_length(ANSWER[:cut]) == 0


def test_a_second_answer_is_left_for_later() -> None:
    assert answer_length(ANSWER + ANSWER) == len(ANSWER)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x02\x03\x02\x03\x02\x03",
        ANSWER.replace(b"030,1", b"030,2"),
        ANSWER.replace(b"1245", b"long"),
        ANSWER.replace(b",K,6,0,", b","),
        ANSWER.replace(b"030", b"\xff30"),
    ],
)
def test_what_is_no_status_is_refused(answer: bytes) -> None:
    with pytest.raises(ValueError, match=r"lines of|flag|invalid literal|ascii"):
        parse(answer)
