"""A badge's layout: a TOML text with places in millimetres, read into frozen values.

The resolution belongs to the printer, so nothing here is in dots. Elements are drawn in the order they
are written. docs/badges.md is the reference of the keys.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, field, fields
from importlib import resources
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from badges.layout_elements import (
    KINDS,
    Align,
    BarElement,
    BoxElement,
    Case,
    Element,
    ImageElement,
    Ink,
    LineElement,
    Pattern,
    QrElement,
    Side,
    TextElement,
    Tones,
    VerticalAlign,
)
from badges.layout_lines import Path, line_of, syntax_mistake
from badges.layout_sizes import ENDLESS, SIZES

__all__ = [
    "Align",
    "BarElement",
    "BoxElement",
    "Case",
    "Element",
    "Fold",
    "ImageElement",
    "Ink",
    "Layout",
    "LayoutError",
    "LineElement",
    "Pattern",
    "QrElement",
    "Side",
    "TextElement",
    "Tones",
    "VerticalAlign",
    "bundled",
    "bundled_names",
    "parse",
]

Fold = Literal["none", "top", "side"]

_T = TypeVar("_T")
_SMALLEST_LABEL_MM, _LARGEST_LABEL_MM = 15.0, 450.0
_MOST_LABELS = 4
_MOST_CHARACTERS = 60_000
_MOST_ELEMENTS = 200  # each may be as large as the label: drawing a thousand would hold up a printer
_ABSURD = 1_000_000  # also keeps infinity and "not a number" out
_ROUNDING_MM = 0.01  # 0.1 + 0.2 is not over 0.3


class LayoutError(ValueError):
    """A layout that cannot be used: `line` of its text, where one is to blame, the element, the key and what to
    write instead, in one sentence.
    """

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem if line is None else f"line {line}: {problem}")
        self.problem = problem
        self.line = line


class _Mistake(Exception):
    """A mistake before its line is looked for."""

    def __init__(self, problem: str, *path: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path: Path = path


@dataclass(frozen=True, slots=True)
class Layout:
    """A label of `width` x `height` millimetres, as the printer holds it, and what stands on it.

    `turned`: it is read with its long way across, by a quarter turn clockwise. `fold`: both sides of the badge are on
    the label, the front below the back with a fold at the "top" of the badge, or left of it with one at its "side".
    `labels` is how many come out for one badge. `source` is the text that it was read from.
    """

    name: str
    width: float
    height: float
    elements: tuple[Element, ...]
    turned: bool = False
    fold: Fold = "none"
    labels: int = 1
    source: str = field(default="", compare=False, repr=False)

    @property
    def upright(self) -> tuple[float, float]:
        """Width and height of the label as people read it."""
        return (self.height, self.width) if self.turned else (self.width, self.height)

    @property
    def side_size(self) -> tuple[float, float]:
        """Width and height of one side of the badge, where the elements' places are counted from."""
        width, height = self.upright
        return width / (1 + (self.fold == "side")), height / (1 + (self.fold == "top"))

    def error(self, element: Element, key: str, problem: str) -> LayoutError:
        """A mistake that shows only in drawing, with the line of the element's key."""
        number = next(at for at, one in enumerate(self.elements, 1) if one is element)
        line = line_of(self.source, ("element", number, key)) if self.source else None
        return LayoutError(f"element {number} ({element.KIND}): {key}: {problem}", line)


@dataclass(frozen=True, slots=True)
class _Label:
    """The [label] table."""

    name: str
    size: str = ""
    width: float = 0.0
    height: float = 0.0
    turned: bool = False
    fold: Fold = "none"
    labels: int = 1


def parse(toml: str) -> Layout:
    """The layout that `toml` describes. Raises LayoutError with the first problem found."""
    if len(toml) > _MOST_CHARACTERS:
        raise LayoutError(f"the layout has {len(toml):,} characters: no badge needs more than {_MOST_CHARACTERS:,}")
    try:
        return _layout(tomllib.loads(toml), toml)
    except tomllib.TOMLDecodeError as error:
        line, words = syntax_mistake(toml, error)
        raise LayoutError(f"the layout is not TOML: {words}", line) from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 10,000 brackets within one another
        raise LayoutError("the layout holds a number or a list that is too long to read") from error
    except _Mistake as mistake:
        raise LayoutError(mistake.problem, line_of(toml, mistake.path) if mistake.path else None) from mistake


def bundled(name: str) -> str:
    """The TOML text of a layout that comes with this package, such as `visitor-62x100`."""
    return resources.files("badges").joinpath("layouts", f"{name}.toml").read_text(encoding="utf-8")


def bundled_names() -> list[str]:
    found = resources.files("badges").joinpath("layouts").iterdir()
    return sorted(entry.name.removesuffix(".toml") for entry in found if entry.name.endswith(".toml"))


def _layout(document: Mapping[str, Any], toml: str) -> Layout:
    _only_keys(document, ("label", "element"), "the layout")
    if not isinstance(document.get("label"), dict):
        raise _Mistake("the layout has no [label] table: begin with [label], name and size")
    label = _read(_Label, document["label"], "[label]", ("label",))
    width, height = _size(label)
    tables = document.get("element", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _Mistake("element must be written as [[element]], with two brackets, once for each", "element")
    if len(tables) > _MOST_ELEMENTS:
        words = f"the layout has {len(tables):,} elements: no badge needs more than {_MOST_ELEMENTS}"
        raise _Mistake(words, "element", _MOST_ELEMENTS + 1)
    if not 1 <= label.labels <= _MOST_LABELS:
        raise _Mistake(f"[label]: labels is {label.labels}: write a number from 1 to {_MOST_LABELS}", "label", "labels")
    empty = Layout(label.name, width, height, (), label.turned, label.fold, label.labels)
    elements = tuple(_element(table, number, empty) for number, table in enumerate(tables, 1))
    return Layout(label.name, width, height, elements, label.turned, label.fold, label.labels, toml)


def _size(label: _Label) -> tuple[float, float]:
    """Width and height of the label, named or given."""
    width, height = label.width, label.height
    if label.size in SIZES:
        if width or height:
            key = "width" if width else "height"
            raise _Mistake(f"[label]: {label.size} has its own {key}: take {key} out, or size", "label", key)
        return SIZES[label.size]
    if label.size in ENDLESS:
        width = ENDLESS[label.size]
    elif label.size:
        near = difflib.get_close_matches(label.size, [*SIZES, *ENDLESS], n=1)
        remedy = f"write {near[0]}" if near else f"write one of {_listed([*SIZES, *ENDLESS])}, or width and height"
        raise _Mistake(f"[label]: size is {label.size!r}: {remedy}", "label", "size")
    for key, value in (("width", width), ("height", height)):
        if not value:
            raise _Mistake(f'[label]: {key} is missing: add {key} = 62, or a size = "dk-11202"', "label", key)
        if not _SMALLEST_LABEL_MM <= value <= _LARGEST_LABEL_MM:
            allowed = f"{_SMALLEST_LABEL_MM:g} to {_LARGEST_LABEL_MM:g}"
            raise _Mistake(f"[label]: {key} is {value:g} mm: write a number from {allowed}", "label", key)
    return width, height


def _element(table: Mapping[str, Any], number: int, layout: Layout) -> Element:
    given = table.get("kind")
    where, path = f"element {number}", ("element", number)
    if not isinstance(given, str) or given not in KINDS:
        raise _Mistake(f"{where}: kind is {given!r}: write one of {_listed(KINDS)}", *path, "kind")
    where = f"{where} ({given})"
    element = _read(KINDS[given], {key: value for key, value in table.items() if key != "kind"}, where, path)
    if problem := element.problem() or _problem_of_place(element, layout):
        key, words = problem
        raise _Mistake(f"{where}: {words}", *path, key)
    return element


def _problem_of_place(element: Element, layout: Layout) -> tuple[str, str] | None:
    right, bottom = element.extent()
    width, height = layout.side_size
    for start, end, key, limit in ((element.x, right, "x", width), (element.y, bottom, "y", height)):
        if not 0 <= start <= end <= limit + _ROUNDING_MM:
            return key, f"reaches from {key} = {start:g} to {end:g} mm: keep it between 0 and {limit:g}"
    if element.side != "both" and layout.fold == "none":
        return "side", f'side is {element.side!r} on a label that is not folded: add fold = "top" to [label]'
    if not 1 <= element.label <= layout.labels:
        return "label", f"label is {element.label}: [label] says that there are {layout.labels} (labels)"
    return None


def _read(kind: type[_T], table: Mapping[str, Any], where: str, path: Path) -> _T:
    """A dataclass from a table of the same keys, each value checked against its annotation."""
    known = {one.name.rstrip("_"): one for one in fields(kind)}  # type: ignore[arg-type]  # only dataclasses come here
    _only_keys(table, known, where, path)
    hints = get_type_hints(kind)
    values = {}
    for key, one in known.items():
        if key in table:
            values[one.name] = _checked(table[key], hints[one.name], f"{where}: {key}", (*path, key))
        elif one.default is MISSING:
            raise _Mistake(f"{where}: {key} is missing: add {key} = {_example(hints[one.name])}", *path, key)
    return kind(**values)


def _checked(value: object, hint: Any, where: str, path: Path) -> object:
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise _Mistake(f"{where} is {value!r}: write one of {_listed(get_args(hint))}", *path)
        return value
    if get_origin(hint) is tuple:
        return _collected(value, get_args(hint)[0], where, path)
    if hint is float and type(value) is int and abs(value) < _ABSURD:
        return float(value)
    if type(value) is not hint or (isinstance(value, int | float) and not -_ABSURD < value < _ABSURD):
        raise _Mistake(f"{where} is {value!r}: write {_WORDS[hint]}, such as {_example(hint)}", *path)
    return value


def _collected(value: object, item: Any, where: str, path: Path) -> tuple[object, ...]:
    """A list of texts, or a table of categories, whose items are checked one by one."""
    if get_origin(item) is tuple:
        if not isinstance(value, dict):
            raise _Mistake(f"{where} is {value!r}: write a table, such as {{ speaker = ... }}", *path)
        _, each = get_args(item)
        return tuple((key, _checked(one, each, f"{where}: {key}", (*path, key))) for key, one in value.items())
    if not isinstance(value, list):
        raise _Mistake(f'{where} is {value!r}: write a list, such as ["speaker"]', *path)
    return tuple(_checked(one, item, where, path) for one in value)


_WORDS = {float: "a number", int: "a whole number", str: "a text in quotes", bool: "true or false"}
_EXAMPLES = {float: "4.0", int: "1", str: '"..."', bool: "true"}


def _example(hint: Any) -> str:
    return _EXAMPLES.get(hint, "...")


def _only_keys(table: Mapping[str, Any], known: Collection[str], where: str, path: Path = ()) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            remedy = f"write {near[0]}" if near else f"known are {_listed(known)}"
            raise _Mistake(f"{where}: {key} is not a key: {remedy}", *path, key)


def _listed(words: Any) -> str:
    return ", ".join(str(word) for word in words)
