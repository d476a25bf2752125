"""Tickets as cameras see them: blurred, turned, tilted, under a lamp, in the dark, on a phone in dark mode, far away.

Every picture is a camera frame of 1280 x 720 in grey. What spoils it is drawn from a seeded generator: the same
frames every time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from badges import qr
from turnout.domain import tickets
from turnout.domain.model import CodeKind

FRAME = (1280, 720)
ROOM = 90  # grey of what lies behind the ticket, of 255
NEAR = 300  # pixels: a ticket held where the page says, with the white around its symbol
SYMBOL = NEAR * 21 // 29  # pixels of it, without the white
SENSOR_NOISE = 6.0  # standard deviation, of 255: an ordinary webcam in a lit hall
Spoil = Callable[[str, float, Random], Image.Image]


@dataclass(frozen=True, slots=True)
class Spoiling:
    """One way to spoil a picture, from what happens every minute to what hardly anybody could hold still for.

    `levels` go from mild to severe in `unit`; up to `floor` every ticket must be read.
    """

    name: str
    unit: str
    levels: tuple[float, ...]
    floor: float
    spoil: Spoil

    @property
    def promised(self) -> tuple[float, ...]:
        return self.levels[: self.levels.index(self.floor) + 1]


@dataclass(frozen=True, slots=True)
class Frame:
    """One spoiled picture of one ticket."""

    spoiling: Spoiling
    level: float
    code: str
    image: Image.Image


def frames(each: int, *, only_promised: bool = False, seed: int = 5) -> Iterator[Frame]:
    """So many tickets for every way and level; each has another code."""
    random = Random(seed)
    for spoiling in SPOILINGS:
        for level in spoiling.promised if only_promised else spoiling.levels:
            for _ in range(each):
                code = tickets.make(CodeKind.TICKET, "HC", random.randbytes(tickets.SECRET_BYTES))
                yield Frame(spoiling, level, code, _noisy(spoiling.spoil(code, level, random), SENSOR_NOISE, random))


def _ticket(code: str, side: int) -> Image.Image:
    """A symbol `side` pixels wide on white paper, in grey; drawn large and made small as a lens does."""
    drawn = qr.draw(code, 29 * 24).convert("L")
    return drawn.resize((side, side), Image.Resampling.LANCZOS)


def _in_room(ticket: Image.Image, mask: Image.Image | None = None) -> Image.Image:
    frame = Image.new("L", FRAME, ROOM)
    frame.paste(ticket, ((FRAME[0] - ticket.width) // 2, (FRAME[1] - ticket.height) // 2), mask)
    return frame


def _small(code: str, level: float, _random: Random) -> Image.Image:
    return _in_room(_ticket(code, int(level)))


def _blurred(code: str, level: float, _random: Random) -> Image.Image:
    return _in_room(_ticket(code, NEAR)).filter(ImageFilter.GaussianBlur(level))


def _moved(code: str, level: float, random: Random) -> Image.Image:
    """Along a straight line while the shutter was open."""
    still = _in_room(_ticket(code, NEAR))
    angle, steps = random.uniform(0, math.pi), max(1, int(level))
    moved = still
    for step in range(1, steps):
        shift = ImageChops.offset(still, round(step * math.cos(angle)), round(step * math.sin(angle)))
        moved = Image.blend(moved, shift, 1 / (step + 1))
    return moved


def _turned(code: str, level: float, _random: Random) -> Image.Image:
    ticket = _ticket(code, NEAR)
    whole = Image.new("L", ticket.size, 255)
    turned = ticket.rotate(level, Image.Resampling.BICUBIC, expand=True)
    return _in_room(turned, whole.rotate(level, Image.Resampling.BICUBIC, expand=True))


def _tilted(code: str, level: float, _random: Random) -> Image.Image:
    """About the upright axis by so many degrees, seen from three times its width away."""
    ticket = _ticket(code, NEAR)
    half, distance, angle = NEAR / 2, NEAR * 3.0, math.radians(level)
    corners = []
    for x, y in ((-half, -half), (-half, half), (half, half), (half, -half)):
        depth = distance / (distance + x * math.sin(angle))
        corners.append((half + x * math.cos(angle) * depth, half + y * depth))
    how = _perspective(corners, [(0.0, 0.0), (0.0, NEAR), (NEAR, NEAR), (NEAR, 0.0)])
    size, kind = (NEAR, NEAR), Image.Transform.PERSPECTIVE
    mask = Image.new("L", size, 255).transform(size, kind, how, Image.Resampling.BICUBIC)
    return _in_room(ticket.transform(size, kind, how, Image.Resampling.BICUBIC), mask)


def _glaring(code: str, level: float, random: Random) -> Image.Image:
    """A lamp's reflection over so many per cent of the symbol, soft at its edge."""
    ticket = _ticket(code, NEAR)
    radius = SYMBOL * math.sqrt(level / 100 / math.pi)
    at = [NEAR / 2 + random.uniform(-0.2, 0.2) * SYMBOL for _ in range(2)]
    light = Image.new("L", ticket.size, 0)
    ImageDraw.Draw(light).ellipse([at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius], fill=255)
    return _in_room(ImageChops.lighter(ticket, light.filter(ImageFilter.GaussianBlur(5))))


def _dim(code: str, level: float, random: Random) -> Image.Image:
    """So many per cent of the light, and the noise of a camera that makes up for it."""
    dark = ImageEnhance.Brightness(_in_room(_ticket(code, NEAR))).enhance(level / 100)
    return _noisy(dark, 9.0, random)


def _faint(code: str, level: float, _random: Random) -> Image.Image:
    """Black and white only so many per cent of the whole range apart."""
    return ImageEnhance.Contrast(_in_room(_ticket(code, NEAR))).enhance(level / 100)


def _inverted(code: str, level: float, _random: Random) -> Image.Image:
    return _in_room(ImageOps.invert(_ticket(code, int(level))))


def _noisy(image: Image.Image, sigma: float, random: Random) -> Image.Image:
    """Pillow's own noise cannot be seeded; a strip of it, shifted at random for every row, looks alike everywhere."""
    width, height = image.size
    strip = bytes(min(255, max(0, round(random.gauss(128, sigma)))) for _ in range(8191))
    rows = b"".join((strip * 2)[start : start + width] for start in (random.randrange(8191) for _ in range(height)))
    return ImageChops.add(image, Image.frombytes("L", (width, height), rows), offset=-128)


def _perspective(to: list[tuple[float, float]], source: list[tuple[float, float]]) -> list[float]:
    """The eight numbers with which Pillow draws `source` onto `to`, by Gauss's elimination."""
    rows = []
    for (x, y), (u, v) in zip(to, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]


SPOILINGS = (
    Spoiling("small", "px wide", (300, 150, 100, 80, 70, 60, 50), 80, _small),
    Spoiling("out of focus", "px of blur", (1, 2, 3, 4, 5, 6), 3, _blurred),
    Spoiling("moved", "px of motion", (4, 8, 12, 16, 20), 8, _moved),
    Spoiling("turned", "degrees", (10, 30, 45, 90, 135, 180), 180, _turned),
    Spoiling("tilted", "degrees", (15, 30, 45, 55, 65), 45, _tilted),
    Spoiling("glare", "% of the symbol", (2, 4, 6, 8, 12), 2, _glaring),
    Spoiling("dim", "% of the light", (60, 40, 20, 10, 6), 20, _dim),
    Spoiling("faint", "% of the contrast", (60, 40, 20, 10, 5, 3), 20, _faint),
    Spoiling("white on black", "px wide", (300, 150, 100, 80, 60), 80, _inverted),
)
