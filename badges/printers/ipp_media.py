"""Which of an IPP printer's labels a badge goes on, by the sizes that the printer names (PWG 5101.1, 5100.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from PIL import Image

from badges.printers import Failed, Job, NotStarted
from badges.printers.ipp_message import Attributes

# Makers measure one label differently: Debian's driver has DYMO's 30857, sold as 57 x 102 mm, as 58.76 x 101.6 mm.
_SAME_LABEL_MM = 2.0
_SLIP_MM = 0.5
_SAME_NUMBER_MM = 0.02  # a name in inches against hundredths of a millimetre
_SIZE_NAME = re.compile(r"_([\d.]+)x([\d.]+)(mm|in)$")
_MM_PER_INCH = 25.4
_SMALLEST, _LARGEST = "custom_min_", "custom_max_"  # not labels: the bounds of what may be asked for
_SIDES = ("left", "top", "right", "bottom")

Margins = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Media:
    """A label as the printer has it: its own name for it, its sides, and what stays white at the left, top, right
    and bottom, all in millimetres. A badge that lies on it on its side is turned.
    """

    name: str
    width_mm: float
    height_mm: float
    margins: Margins = (0.0, 0.0, 0.0, 0.0)
    is_turned: bool = False

    def lay(self, image: Image.Image, dpi: int) -> Image.Image:
        """The badge in the middle of a page of the label's size: a page of another is scaled by some printers."""
        turned = self._turned(image)
        page = Image.new("1", self._page_size(dpi), 1)
        page.paste(turned, self._place(turned, dpi))
        return page

    def shows_all_of(self, image: Image.Image, dpi: int) -> bool:
        """Whether nothing of a badge stands where the printer prints nothing, or beyond the label."""
        turned = self._turned(image)
        # Half a millimetre is what a label slips in its printer; to call that a loss would cry wolf at every badge.
        white = [round((margin - _SLIP_MM) * dpi / _MM_PER_INCH) for margin in self.margins]
        (width, height), (x, y) = self._page_size(dpi), self._place(turned, dpi)
        # What a crop takes from beyond an image is ink to Pillow.
        left, top = max(white[0] - x, 0), max(white[1] - y, 0)
        right, bottom = min(width - white[2] - x, turned.width), min(height - white[3] - y, turned.height)
        return turned.crop((left, top, right, bottom)).histogram()[0] == turned.histogram()[0]

    def _turned(self, image: Image.Image) -> Image.Image:
        return image.transpose(Image.Transpose.ROTATE_90) if self.is_turned else image

    def _page_size(self, dpi: int) -> tuple[int, int]:
        return round(self.width_mm * dpi / _MM_PER_INCH), round(self.height_mm * dpi / _MM_PER_INCH)

    def _place(self, turned: Image.Image, dpi: int) -> tuple[int, int]:
        """Where the badge's left top corner lies on the page; outside of it when the badge is the bigger one."""
        width, height = self._page_size(dpi)
        return (width - turned.width) // 2, (height - turned.height) // 2


def choose(offered: Attributes, job: Job, *, knows_what_is_loaded: bool) -> Media | Failed | NotStarted:
    """The label for the job: of those that are loaded, where the printer knows them; else why there is none.

    A CUPS queue does not know: it says that the common ones of its driver's sizes are loaded, such as A4 in a Zebra.
    """
    if not offered.get("media-ready") and not offered.get("media-supported"):
        return NotStarted("does not say which labels it has")  # a CUPS queue in its first second
    loaded = [str(name) for name in offered.get("media-ready", []) if name] if knows_what_is_loaded else []
    found = _nearest(_labels(loaded), job)
    if found is None and not _are_known(loaded):
        supported = [str(name) for name in offered.get("media-supported", []) if name]
        found = _nearest(_labels(supported), job) or _custom(supported, job)
    if found is not None:
        return replace(found, margins=_margins(offered, found))
    wanted = f"{job.width_mm:g} x {job.height_mm:g} mm"
    if _are_known(loaded):
        sizes = " and ".join(f"{label.width_mm:g} x {label.height_mm:g} mm" for label in _labels(loaded))
        return Failed(f"has labels of {sizes}, the badge needs labels of {wanted}")
    return Failed(f"the printer has no label of {wanted}")


def _labels(names: Iterable[str]) -> list[Media]:
    return [
        Media(name, *size)
        for name in names
        if not name.startswith((_SMALLEST, _LARGEST)) and (size := _size(name)) is not None
    ]


def _size(name: str) -> tuple[float, float] | None:
    if (match := _SIZE_NAME.search(name)) is None:
        return None
    unit = _MM_PER_INCH if match[3] == "in" else 1.0
    return float(match[1]) * unit, float(match[2]) * unit


def _are_known(loaded: list[str]) -> bool:
    """Whether the printer names all that is in it: a roll of any length is a name without a label's size."""
    return bool(loaded) and len(_labels(loaded)) == len(loaded) and all(m.height_mm > 0 for m in _labels(loaded))


def _nearest(labels: list[Media], job: Job) -> Media | None:
    """The label that the badge goes on, upright if one is there, else on its side."""
    turned = [replace(label, is_turned=True) for label in labels]
    for kind, width, height in ((labels, job.width_mm, job.height_mm), (turned, job.height_mm, job.width_mm)):
        differences = [(max(abs(label.width_mm - width), abs(label.height_mm - height)), label) for label in kind]
        difference, found = min(differences, key=lambda each: each[0], default=(_SAME_LABEL_MM + 1, None))
        if difference <= _SAME_LABEL_MM:
            return found
    return None


def _custom(names: Iterable[str], job: Job) -> Media | None:
    """A label of the badge's own size, from a printer that takes any size within bounds."""
    bounds = {name.partition("_")[2][:3]: _size(name) for name in names if name.startswith((_SMALLEST, _LARGEST))}
    least, most = bounds.get("min"), bounds.get("max")
    if least is None or most is None:
        return None
    if not (least[0] <= job.width_mm <= most[0] and least[1] <= job.height_mm <= most[1]):
        return None
    size = f"{job.width_mm:g}x{job.height_mm:g}mm"
    return Media(f"custom_{size}_{size}", job.width_mm, job.height_mm)


def _margins(offered: Attributes, media: Media) -> Margins:
    """What stays white, as the printer's list of labels says; none where it does not list the label."""
    for entry in (*offered.get("media-col-ready", []), *offered.get("media-col-database", [])):
        if _is_of(entry, media):
            hundredths = [entry.get(f"media-{side}-margin", [0])[0] for side in _SIDES]
            left, top, right, bottom = (each / 100 if isinstance(each, int) else 0.0 for each in hundredths)
            return left, top, right, bottom
    return media.margins


def _is_of(entry: object, media: Media) -> bool:
    """Whether an entry is of the label's size; one for custom sizes has ranges in place of numbers."""
    if not isinstance(entry, dict):
        return False
    size = entry.get("media-size", [{}])[0]
    sides = (size.get("x-dimension", [None])[0], size.get("y-dimension", [None])[0])
    return all(
        isinstance(side, int) and abs(side / 100 - of_label) <= _SAME_NUMBER_MM
        for side, of_label in zip(sides, (media.width_mm, media.height_mm), strict=True)
    )
