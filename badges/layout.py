"""A badge's layout: a TOML text with places in millimetres, read into frozen values.

The resolution belongs to the printer, so nothing here is in dots. Elements are drawn in the order they
are written. docs/badges.md is the reference of the keys.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from importlib import resources
from typing import Any, ClassVar, Literal, TypeAlias, TypeVar, get_args, get_type_hints

from badges.fonts import Weight

Align = Literal["start", "center", "end"]
VerticalAlign = Literal["top", "middle", "bottom"]
Ink = Literal["black", "white"]
Case = Literal["as_written", "sentence"]

_T = TypeVar("_T")
_SMALLEST_LABEL_MM, _LARGEST_LABEL_MM = 15.0, 450.0
_SMALLEST_QR_MM = 10.0
_ROUNDING_MM = 0.01  # 0.1 + 0.2 is not over 0.3


class LayoutError(ValueError):
    """A layout that cannot be used: the element, the key and what to write instead, in one sentence."""


@dataclass(frozen=True, slots=True)
class TextElement:
    """A field of the attendee, or a fixed text, in a box; sizes in points, largest that fits.

    `align` "start" is left, and right for a text that runs right to left.
    """

    KIND: ClassVar = "text"
    x: float
    y: float
    width: float
    height: float
    field: str = ""
    text: str = ""
    fallback: str = ""
    align: Align = "center"
    vertical_align: VerticalAlign = "middle"
    weight: Weight = "regular"
    size: float = 12.0
    min_size: float = 6.0
    lines: int = 1
    ink: Ink = "black"
    case: Case = "as_written"

    def extent(self) -> tuple[float, float]:
        return self.x + self.width, self.y + self.height

    def problem(self) -> str | None:
        if bool(self.field) == bool(self.text):
            return 'needs either a field to show (field = "name") or a fixed text (text = "Guest"), not both'
        if not 0 < self.min_size <= self.size:
            return f"min_size is {self.min_size:g}: write a size above 0 and at most {self.size:g} (its size)"
        if not 1 <= self.lines <= 6:
            return f"lines is {self.lines}: write a number from 1 to 6"
        return None


@dataclass(frozen=True, slots=True)
class QrElement:
    """The badge's code as a square of `size` millimetres, the quiet zone around it included."""

    KIND: ClassVar = "qr"
    x: float
    y: float
    size: float

    def extent(self) -> tuple[float, float]:
        return self.x + self.size, self.y + self.size

    def problem(self) -> str | None:
        if self.size < _SMALLEST_QR_MM:
            return f"size is {self.size:g} mm: cameras need at least {_SMALLEST_QR_MM:g}"
        return None


@dataclass(frozen=True, slots=True)
class LineElement:
    """A straight line from (x, y) to (to_x, to_y), `stroke` millimetres wide."""

    KIND: ClassVar = "line"
    x: float
    y: float
    to_x: float
    to_y: float
    stroke: float = 0.3

    def extent(self) -> tuple[float, float]:
        return max(self.x, self.to_x), max(self.y, self.to_y)

    def problem(self) -> str | None:
        return None if self.stroke > 0 else "stroke must be above 0 mm: write 0.3"


@dataclass(frozen=True, slots=True)
class BoxElement:
    """A rectangle, filled or drawn with a `stroke`; corners rounded by `radius` millimetres."""

    KIND: ClassVar = "box"
    x: float
    y: float
    width: float
    height: float
    filled: bool = False
    stroke: float = 0.3
    radius: float = 0.0

    def extent(self) -> tuple[float, float]:
        return self.x + self.width, self.y + self.height

    def problem(self) -> str | None:
        return None if self.stroke > 0 else "stroke must be above 0 mm: write 0.3"


Element: TypeAlias = TextElement | QrElement | LineElement | BoxElement
_KINDS: dict[str, type[Element]] = {kind.KIND: kind for kind in (TextElement, QrElement, LineElement, BoxElement)}


@dataclass(frozen=True, slots=True)
class Layout:
    """A label of `width` x `height` millimetres and what stands on it."""

    name: str
    width: float
    height: float
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """The [label] table."""

    name: str
    width: float
    height: float


def parse(toml: str) -> Layout:
    """The layout that `toml` describes. Raises LayoutError with the first problem found."""
    try:
        document = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"the layout is not TOML: {error}") from error
    _only_keys(document, ("label", "element"), "the layout")
    if not isinstance(document.get("label"), dict):
        raise LayoutError("the layout has no [label] table: begin with [label], name, width and height")
    label = _read(_Label, document["label"], "[label]")
    _check_label(label)
    tables = document.get("element", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise LayoutError("element must be written as [[element]], with two brackets, once for each")
    elements = tuple(_element(table, number, label) for number, table in enumerate(tables, 1))
    return Layout(label.name, label.width, label.height, elements)


def bundled(name: str) -> str:
    """The TOML text of a layout that comes with this package, such as `visitor-62x100`."""
    return resources.files("badges").joinpath("layouts", f"{name}.toml").read_text(encoding="utf-8")


def bundled_names() -> list[str]:
    found = resources.files("badges").joinpath("layouts").iterdir()
    return sorted(entry.name.removesuffix(".toml") for entry in found if entry.name.endswith(".toml"))


def _check_label(label: _Label) -> None:
    for key, value in (("width", label.width), ("height", label.height)):
        if not _SMALLEST_LABEL_MM <= value <= _LARGEST_LABEL_MM:
            allowed = f"{_SMALLEST_LABEL_MM:g} to {_LARGEST_LABEL_MM:g}"
            raise LayoutError(f"[label]: {key} is {value:g} mm: write a number from {allowed}")


def _element(table: Mapping[str, Any], number: int, label: _Label) -> Element:
    given = table.get("kind")
    where = f"element {number}"
    if given not in _KINDS:
        raise LayoutError(f"{where}: kind is {given!r}: write one of {_listed(_KINDS)}")
    where = f"{where} ({given})"
    element = _read(_KINDS[given], {key: value for key, value in table.items() if key != "kind"}, where)
    if problem := element.problem():
        raise LayoutError(f"{where}: {problem}")
    right, bottom = element.extent()
    for start, end, key, limit in (
        (element.x, right, "x", label.width),
        (element.y, bottom, "y", label.height),
    ):
        if start < 0 or end > limit + _ROUNDING_MM:
            raise LayoutError(f"{where}: reaches from {key} = {start:g} to {end:g} mm: keep it between 0 and {limit:g}")
    return element


def _read(kind: type[_T], table: Mapping[str, Any], where: str) -> _T:
    """A dataclass from a table of the same keys, each value checked against its annotation."""
    known = fields(kind)  # type: ignore[arg-type]  # only dataclasses of this module come here
    _only_keys(table, [one.name for one in known], where)
    hints = get_type_hints(kind)
    values = {}
    for one in known:
        if one.name in table:
            values[one.name] = _checked(table[one.name], hints[one.name], f"{where}: {one.name}")
        elif one.default is MISSING:
            raise LayoutError(f"{where}: {one.name} is missing: add {one.name} = {_example(hints[one.name])}")
    return kind(**values)


def _checked(value: object, hint: Any, where: str) -> object:
    if choices := get_args(hint):
        if value not in choices:
            raise LayoutError(f"{where} is {value!r}: write one of {_listed(choices)}")
    elif hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    elif type(value) is not hint:
        raise LayoutError(f"{where} is {value!r}: write {_WORDS[hint]}, such as {_example(hint)}")
    return value


_WORDS = {float: "a number", int: "a whole number", str: "a text in quotes", bool: "true or false"}
_EXAMPLES = {float: "4.0", int: "1", str: '"..."', bool: "true"}


def _example(hint: Any) -> str:
    return _EXAMPLES.get(hint, "...")


def _only_keys(table: Mapping[str, Any], known: list[str] | tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            remedy = f"write {near[0]}" if near else f"known are {_listed(known)}"
            raise LayoutError(f"{where}: {key} is not a key: {remedy}")


def _listed(words: Any) -> str:
    return ", ".join(str(word) for word in words)
