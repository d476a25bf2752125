"""Codes: made, forgiven, checked, mangled by keyboards, and told apart from other systems'."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.domain.model import CodeKind
from turnout.domain.tickets import (
    ALPHABET,
    LENGTH,
    MAX_FOREIGN,
    SECRET_BYTES,
    Reading,
    base32,
    looks_misread,
    make,
    mangled_readings,
    read,
    shape,
)

kinds = st.sampled_from(CodeKind)
tags = st.text(ALPHABET, min_size=2, max_size=2)
secrets = st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES)
codes = st.builds(make, kinds, tags, secrets)

CODE = make(CodeKind.TICKET, "7K", bytes(range(10)))


def test_a_code_is_the_same_in_every_version() -> None:
    assert CODE == "T7K000G40R40M30E2098"
    assert make(CodeKind.BADGE, "7K", bytes(range(10))) == "B7K000G40R40M30E2097"


def test_base32_is_crockford() -> None:
    assert base32(bytes.fromhex("00443214c74254b635cf")) == "0123456789ABCDEF"
    assert base32(bytes.fromhex("84653a56d7c675be77df")) == "GHJKMNPQRSTVWXYZ"


@given(kind=kinds, tag=tags, secret=secrets)
def test_a_made_code_reads_as_itself(kind: CodeKind, tag: str, secret: bytes) -> None:
    code = make(kind, tag, secret)
    assert read(code) == Reading(code, kind, tag)
    assert len(code) == LENGTH


@given(code=codes)
def test_a_code_fits_the_alphanumeric_mode_of_qr(code: str) -> None:
    assert set(code) <= set(string.digits + string.ascii_uppercase)


@given(code=codes, data=st.data())
def test_a_code_typed_by_hand_is_forgiven(code: str, data: st.DataObject) -> None:
    typed = "".join(data.draw(st.sampled_from(_ways_to_type(character))) for character in code)
    assert read(typed).code == code


def _ways_to_type(character: str) -> list[str]:
    looks_like = {"0": "0Oo", "1": "1IiLl"}.get(character, character + character.lower())
    return [before + way for way in looks_like for before in ("", " ", "-", "\t", "\u00a0", "\r\n")]


@given(code=codes, position=st.integers(0, LENGTH - 1), data=st.data())
def test_one_wrong_character_is_always_found(code: str, position: int, data: st.DataObject) -> None:
    wrong = data.draw(st.sampled_from(ALPHABET.replace(code[position], "")))
    misread = code[:position] + wrong + code[position + 1 :]
    assert read(misread) == Reading(misread, None, "")


def test_every_wrong_character_of_one_code_is_found() -> None:
    for position in range(LENGTH):
        for wrong in ALPHABET.replace(CODE[position], ""):
            misread = CODE[:position] + wrong + CODE[position + 1 :]
            assert not read(misread).is_ours
            assert looks_misread(misread) == (misread[0] in "TB")


def test_a_swap_of_neighbours_is_found_but_for_one_pair() -> None:
    missed = {
        a + b
        for a in ALPHABET
        for b in ALPHABET
        if a < b and read(_with(a + b)).is_ours and read(_with(b + a)[:-1] + _with(a + b)[-1]).is_ours
    }
    assert missed == {"0Z"}


def _with(pair: str) -> str:
    """A code whose secret begins with two given characters."""
    number = ALPHABET.index(pair[0]) << 5 | ALPHABET.index(pair[1])
    return make(CodeKind.TICKET, "7K", (number << 70).to_bytes(10, "big"))


@pytest.mark.parametrize(
    ("text", "misread"),
    [
        (CODE, False),
        (CODE.lower(), False),
        (CODE[:-1] + "0", True),
        (CODE[:-1] + "o", True),
        (CODE[:-1], False),
        ("X" + CODE[1:], False),
        ("", False),
        ("T" * 10_000, False),
    ],
)
def test_what_looks_like_a_misread_code_of_ours(text: str, misread: bool) -> None:
    assert looks_misread(text) is misread


@pytest.mark.parametrize("size", [0, 9, 11])
def test_a_secret_of_another_size_makes_no_code(size: int) -> None:
    with pytest.raises(ValueError, match=f"a code needs 10 random bytes, got {size}"):
        make(CodeKind.TICKET, "7K", bytes(size))


@pytest.mark.parametrize(
    "text",
    [
        "k3v9x2mwcpd8fhjr5tqz7abnygsu4e6l",  # pretix
        "7f1c9d52-8a3e-4b1f-9c77-0d2f6a5be910/8jH3+aQ=",  # alf.io
        "BEGIN:VCARD\nFN:Ada Lovelace\nEND:VCARD",
        "https://tickets.example/t/Ab1lO0",
        "0012345",
        "Ołówek 😀",
        "",
    ],
)
def test_a_code_of_another_system_stays_as_it_is(text: str) -> None:
    assert read(text) == Reading(text, None, "")


def test_only_the_ends_of_another_systems_code_are_trimmed() -> None:
    assert read("  ab cd-EF\r\n") == Reading("ab cd-EF", None, "")


def test_ten_thousand_characters_are_nobodys_code() -> None:
    text = CODE * 500
    assert len(text) == 10_000
    assert read(text) == Reading(text, None, "")
    assert mangled_readings(text) == []
    assert len(shape(text)) <= 60


# What each key of a US keyboard types on another layout, so that a scanner's "press this key" can be played back.
# Source: Unicode CLDR keyboards, de and fr (PC), base and shifted rows; dead keys left out.
US_ROWS = "1234567890-qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
US_SHIFTED = '!@#$%^&*()_QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?'
QWERTZ = "1234567890ßqwertzuiopü+asdfghjklöä#yxcvbnm,.-"
QWERTZ_SHIFTED = "!\"§$%&/()=?QWERTZUIOPÜ*ASDFGHJKLÖÄ'YXCVBNM;:_"
AZERTY_ROWS = "&é\"'(-è_çà)azertyuiopqsdfghjklmwxcvbn,;:!"
AZERTY_SHIFTED = "1234567890°AZERTYUIOPQSDFGHJKLMWXCVBN?./§"
US_ROWS_FR = "1234567890-qwertyuiopasdfghjkl;zxcvbnm,./"
US_SHIFTED_FR = "!@#$%^&*()_QWERTYUIOPASDFGHJKL:ZXCVBNM<>?"
KEYBOARDS = {
    "qwertz": str.maketrans(US_ROWS + US_SHIFTED, QWERTZ + QWERTZ_SHIFTED),
    "azerty": str.maketrans(US_ROWS_FR + US_SHIFTED_FR, AZERTY_ROWS + AZERTY_SHIFTED),
    "caps lock": str.maketrans(string.ascii_letters, string.ascii_letters.swapcase()),
}


@given(code=codes, keyboard=st.sampled_from(sorted(KEYBOARDS)))
def test_a_code_of_ours_is_found_behind_a_wrong_keyboard(code: str, keyboard: str) -> None:
    mangled = code.translate(KEYBOARDS[keyboard])
    assert code in {reading.code for reading in (read(mangled), *mangled_readings(mangled))}


@pytest.mark.parametrize("keyboard", sorted(KEYBOARDS))
@pytest.mark.parametrize("code", ["https://tickets.example/t/zyAQ-19_mMwW;3", "Zx9/yaQ-w:m,k"])
def test_another_systems_code_is_found_behind_a_wrong_keyboard(code: str, keyboard: str) -> None:
    mangled = code.translate(KEYBOARDS[keyboard])
    assert mangled != code
    assert code in {reading.code for reading in mangled_readings(mangled)}


def test_a_text_that_no_layout_changes_has_no_other_readings() -> None:
    assert mangled_readings("") == []
    assert mangled_readings("x" * (MAX_FOREIGN + 1)) == []


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        ("BEGIN:VCARD\nN:Łukasz", "A5:A5_1A1:A6"),
        ("2026-05-01", "94-92-92"),
        ("Jānis Bērziņš", "A5_1A7"),
        ("", ""),
        ("😀😀", "?2"),
        ("\x00\x07", "?2"),
        ("a" * 10_000, "A256"),
        ("a1" * 100, "A191" * 15),
    ],
)
def test_shape(text: str, outline: str) -> None:
    assert shape(text) == outline


@given(text=st.text(max_size=300), data=st.data())
def test_a_shape_is_the_same_for_other_letters_and_digits(text: str, data: st.DataObject) -> None:
    letters, digits = "aZłß王ع", "079٣"
    other = "".join(
        data.draw(st.sampled_from(letters)) if c.isalpha() else data.draw(st.sampled_from(digits)) if c.isdigit() else c
        for c in text
    )
    assert shape(other) == shape(text)
