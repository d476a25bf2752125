"""A badge as the printer will print it: black or white, at its resolution."""

from __future__ import annotations

import io
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PIL import Image, ImageDraw

from badges import logos
from badges.drawing import MM_PER_INCH, WHITE, Badge, Notes, Sheet, draw
from badges.fonts import FontBook, machine_fonts
from badges.layout import ImageElement, Layout, Side
from badges.rehearsal_paper import marked_paper

_NO_IMAGES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rendered:
    """The image (mode "1", 0 is black) and all that is not on it as the layout wanted it.

    `further` are the second and later labels of a layout that has several. `dropped` pairs a field with the
    characters that no font of this machine has, `shrunk` names fields set below the layout's min_size, `cut` those
    that lost their end, `missing` those that were not given at all; `no_image` pairs an image with what is wrong.
    """

    image: Image.Image
    dpi: int
    dropped: tuple[tuple[str, str], ...] = ()
    shrunk: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    no_image: tuple[tuple[str, str], ...] = ()
    further: tuple[Image.Image, ...] = ()

    @property
    def labels(self) -> tuple[Image.Image, ...]:
        """All that comes out for this badge, in order."""
        return (self.image, *self.further)

    def losses(self) -> list[str]:
        """What is not on the paper as it was given, by field; never the characters, which are somebody's name."""
        lost = [f"no font has {len(characters)} characters of {name}" for name, characters in self.dropped]
        lost += [f"{name} was cut to fit" for name in self.cut]
        lost += [f"{name} is smaller than the layout allows" for name in self.shrunk if name not in self.cut]
        return lost + [f"the image {file} is left out: {problem}" for file, problem in self.no_image]

    def png(self) -> bytes:
        """The image as PNG; level 1 is a fifth larger than the best and saves half of the whole badge's time."""
        out = io.BytesIO()
        self.image.save(out, "png", compress_level=1, compress_type=zlib.Z_RLE, dpi=(self.dpi, self.dpi))
        return out.getvalue()


def render(
    layout: Layout,
    fields: Mapping[str, str],
    code: str,
    dpi: int,
    *,
    rehearsal: bool = False,
    images: Mapping[str, bytes] = _NO_IMAGES,
    fonts: FontBook | None = None,
) -> Rendered:
    """Draws `layout` with `fields` (such as name, company, category; language picks the shapes of Han characters),
    `code` in its QR symbol and `images` by their names. A `rehearsal` badge says TEST all over.

    Conditions go by the fields category_id and category. `fonts` are this machine's unless given. Raises
    `qr.QrTooSmall` where the code does not fit its square.
    """
    categories = frozenset(fields[key].casefold() for key in ("category_id", "category") if key in fields)
    notes = Notes()
    badge = Badge(dpi, fields, categories, code, images, rehearsal, fonts or machine_fonts(), notes)
    first, *further = (_label(layout, badge, number) for number in range(1, layout.labels + 1))
    told = (tuple(notes.dropped), tuple(notes.shrunk), tuple(notes.cut), tuple(notes.missing), tuple(notes.no_image))
    return Rendered(first, dpi, *told, tuple(further))


def check_images(layout: Layout, images_given: Mapping[str, bytes], may_be_missing: Collection[str] = ()) -> None:
    """Raises LayoutError, with its line, for an image that is not there, unless it may be missing, or that cannot be
    printed.
    """
    for element in layout.elements:
        if isinstance(element, ImageElement):
            if element.file not in images_given and element.file in may_be_missing:
                continue
            if element.file not in images_given:
                raise layout.error(
                    element, "file", f"there is no image {element.file}: add it, or take the element out"
                )
            try:
                logos.check(images_given[element.file])
            except logos.ImageError as problem:
                raise layout.error(element, "file", f"{element.file}: {problem}") from problem


def _label(layout: Layout, badge: Badge, number: int) -> Image.Image:
    """One label as the printer holds it: both sides where it is folded, turned where it is read turned."""
    if layout.fold == "none":
        upright = _side(layout, badge, number, "front", _pixels(layout.upright, badge.dpi))
    else:
        upright = _folded(layout, badge, number)
    return upright.transpose(Image.Transpose.ROTATE_90) if layout.turned else upright


def _folded(layout: Layout, badge: Badge, number: int) -> Image.Image:
    """Front and back on one label. With the fold at the top the back stands on its head, or it would hang so."""
    width, height = _pixels(layout.upright, badge.dpi)
    label = Image.new("1", (width, height), WHITE)
    if layout.fold == "top":
        size = (width, height // 2)
        back = _side(layout, badge, number, "back", size).transpose(Image.Transpose.ROTATE_180)
        label.paste(_side(layout, badge, number, "front", size), (0, height - size[1]))
    else:
        size = (width // 2, height)
        back = _side(layout, badge, number, "back", size)
        label.paste(_side(layout, badge, number, "front", size), (0, 0))
    label.paste(back, (0, 0) if layout.fold == "top" else (width - size[0], 0))
    return label


def _side(layout: Layout, badge: Badge, number: int, side: Side, size: tuple[int, int]) -> Image.Image:
    image = marked_paper(size).copy() if badge.is_rehearsal else Image.new("1", size, WHITE)
    sheet = Sheet(image, ImageDraw.Draw(image), badge)
    for element in layout.elements:
        is_here = element.label == number and element.side in ("both", side)
        if is_here and element.is_for(badge.categories, badge.fields):
            draw(sheet, element)
    return image


def _pixels(size: tuple[float, float], dpi: int) -> tuple[int, int]:
    return round(size[0] * dpi / MM_PER_INCH), round(size[1] * dpi / MM_PER_INCH)
