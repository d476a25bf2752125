"""IPP messages as bytes (RFC 8010): requests of simple attributes out, whole answers in."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeAlias

Attributes: TypeAlias = dict[str, list[Any]]


class Group(IntEnum):
    """Delimiters of attribute groups."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05


class Tag(IntEnum):
    """The value syntaxes this program reads or writes (RFC 8010, 3.5.2)."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    RESOLUTION = 0x32
    RANGE = 0x33
    BEGIN_COLLECTION = 0x34
    TEXT_WITH_LANGUAGE = 0x35
    NAME_WITH_LANGUAGE = 0x36
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49
    MEMBER_NAME = 0x4A


class Operation(IntEnum):
    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class MessageError(ValueError):
    """Bytes that are not an IPP answer."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute to send; a list is sent as several values of it."""

    tag: Tag
    name: str
    value: str | int | bool | list[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A printer's answer; `groups` keep their order, since each job of Get-Jobs is one."""

    status: int
    groups: tuple[tuple[int, Attributes], ...]

    @property
    def is_success(self) -> bool:
        return self.status < 0x0100

    def first(self, group: Group) -> Attributes:
        """The attributes of the first such group; empty when there is none."""
        return next((attributes for kind, attributes in self.groups if kind == group), {})


def encode(
    operation: Operation, operation_attributes: Iterable[Attribute], job_attributes: Iterable[Attribute] = ()
) -> bytes:
    """A request in IPP/1.1, which every printer answers. A document may follow it directly."""
    parts = [struct.pack(">BBHI", 1, 1, operation, 1), bytes([Group.OPERATION])]
    preamble = (
        Attribute(Tag.CHARSET, "attributes-charset", "utf-8"),
        Attribute(Tag.LANGUAGE, "attributes-natural-language", "en"),
    )
    parts += [_encoded(attribute) for attribute in (*preamble, *operation_attributes)]
    if in_job := [_encoded(attribute) for attribute in job_attributes]:
        parts += [bytes([Group.JOB]), *in_job]
    return b"".join([*parts, bytes([Group.END])])


def _encoded(attribute: Attribute) -> bytes:
    values = attribute.value if isinstance(attribute.value, list) else [attribute.value]
    name = attribute.name.encode()
    parts = []
    for value in values:
        data = _value_bytes(attribute.tag, value)
        parts.append(struct.pack(">BH", attribute.tag, len(name)) + name + struct.pack(">H", len(data)) + data)
        name = b""  # a further value of the same attribute has no name
    return b"".join(parts)


def _value_bytes(tag: Tag, value: str | int | bool) -> bytes:
    if tag is Tag.BOOLEAN:
        return struct.pack(">?", value)
    if isinstance(value, str):
        return value.encode()
    return struct.pack(">i", value)


def decode(message: bytes) -> Answer:
    """The answer in `message`. Raises MessageError for anything cut short or not IPP."""
    try:
        (status,) = struct.unpack_from(">2xH4x", message)
        return Answer(status, tuple(_groups(message)))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise MessageError(f"not an IPP answer: {error}") from error


def _groups(message: bytes) -> Iterable[tuple[int, Attributes]]:
    at, attributes = 8, None
    while message[at] != Group.END:
        if message[at] < 0x10:  # a delimiter
            attributes = Attributes()
            yield message[at], attributes
            at += 1
            continue
        if attributes is None:
            raise MessageError("an attribute stands before the first group")
        at = _read_attribute(message, at, attributes)


def _read_attribute(message: bytes, at: int, into: Attributes) -> int:
    """Adds the value at `at` to its attribute; gives where the next thing begins."""
    tag, name, data, at = _read_value(message, at)
    value: Any
    if tag == Tag.BEGIN_COLLECTION:
        value, at = _read_collection(message, at)
    else:
        value = _value(tag, data)
    if name:
        into[name] = [value]
    else:  # one more value of the attribute before it
        next(reversed(into.values()), []).append(value)
    return at


def _read_collection(message: bytes, at: int) -> tuple[Attributes, int]:
    members = Attributes()
    member = ""
    while True:
        tag, _, data, at = _read_value(message, at)
        if tag == Tag.END_COLLECTION:
            return members, at
        if tag == Tag.MEMBER_NAME:
            member = data.decode()
        elif tag == Tag.BEGIN_COLLECTION:
            inner, at = _read_collection(message, at)
            members.setdefault(member, []).append(inner)
        else:
            members.setdefault(member, []).append(_value(tag, data))


def _read_value(message: bytes, at: int) -> tuple[int, str, bytes, int]:
    tag = message[at]
    (name_length,) = struct.unpack_from(">H", message, at + 1)
    name_end = at + 3 + name_length
    (length,) = struct.unpack_from(">H", message, name_end)
    end = name_end + 2 + length
    if end >= len(message):
        raise MessageError("the answer is cut short")
    return tag, message[at + 3 : name_end].decode(), message[name_end + 2 : end], end


def _value(tag: int, data: bytes) -> Any:
    """A value of any syntax: out-of-band ones ("no-value", below 0x20) as None, unknown ones as bytes."""
    match tag:
        case Tag.INTEGER | Tag.ENUM:
            return struct.unpack(">i", data)[0]
        case Tag.BOOLEAN:
            return data != b"\0"
        case Tag.RESOLUTION:
            return struct.unpack(">iib", data)
        case Tag.RANGE:
            return struct.unpack(">ii", data)
        case Tag.TEXT_WITH_LANGUAGE | Tag.NAME_WITH_LANGUAGE:
            (language,) = struct.unpack_from(">H", data)
            return data[4 + language :].decode()
        case _ if 0x40 <= tag < 0x60:
            return data.decode()
        case _:
            return None if tag < 0x20 else data
