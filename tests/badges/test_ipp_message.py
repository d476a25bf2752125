"""IPP messages as RFC 8010 writes them (its appendix A has the examples' form)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.printers.ipp_message import (
    Answer,
    Attribute,
    Group,
    MessageError,
    Operation,
    Tag,
    decode,
    encode,
)

ANSWER = (
    b"\1\1\0\1\0\0\0\1"
    b"\x01\x47\0\x12attributes-charset\0\5utf-8"
    b"\x04\x23\0\rprinter-state\0\4\0\0\0\3"
    b"\x44\0\x15printer-state-reasons\0\4none\x44\0\0\0\7x-error"
    b"\x22\0\3yes\0\1\1\x13\0\4none\0\0"
    b"\x32\0\3res\0\x09\0\0\1\x2c\0\0\1\x2c\3"
    b"\x35\0\4text\0\x09\0\2de\0\3Ja!"
    b"\x34\0\5media\0\0\x4a\0\0\0\4size\x34\0\0\0\0\x4a\0\0\0\1x\x21\0\0\0\4\0\0\x18\x38\x37\0\0\0\0"
    b"\x37\0\0\0\0"
    b"\x03"
)


def test_a_request_is_written_byte_for_byte() -> None:
    message = encode(
        Operation.PRINT_JOB,
        [
            Attribute(Tag.URI, "printer-uri", "ipp://p/"),
            Attribute(Tag.BOOLEAN, "ipp-attribute-fidelity", value=True),
            Attribute(Tag.INTEGER, "job-id", 7),
        ],
        [Attribute(Tag.KEYWORD, "media", ["a", "bc"])],
    )
    assert message == (
        b"\1\1\0\2\0\0\0\1"
        b"\x01\x47\0\x12attributes-charset\0\5utf-8\x48\0\x1battributes-natural-language\0\2en"
        b"\x45\0\x0bprinter-uri\0\x08ipp://p/"
        b"\x22\0\x16ipp-attribute-fidelity\0\1\1"
        b"\x21\0\6job-id\0\4\0\0\0\7"
        b"\x02\x44\0\5media\0\1a\x44\0\0\0\2bc"
        b"\x03"
    )


def test_an_answer_is_read_whole() -> None:
    answer = decode(ANSWER)
    assert answer == Answer(
        1,
        (
            (1, {"attributes-charset": ["utf-8"]}),
            (
                4,
                {
                    "printer-state": [3],
                    "printer-state-reasons": ["none", "x-error"],
                    "yes": [True],
                    "none": [None],
                    "res": [(300, 300, 3)],
                    "text": ["Ja!"],
                    "media": [{"size": [{"x": [6200]}]}],
                },
            ),
        ),
    )
    assert answer.is_success
    assert answer.first(Group.PRINTER)["printer-state"] == [3]
    assert answer.first(Group.JOB) == {}


@pytest.mark.parametrize("length", range(len(ANSWER)))
def test_an_answer_cut_short_is_refused(length: int) -> None:
    with pytest.raises(MessageError):
        decode(ANSWER[:length])


@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_refused(tail: bytes) -> None:
    try:
        answer = decode(ANSWER[:8] + tail)
    except MessageError:
        return
    assert answer.status == 1
