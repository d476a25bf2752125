"""One badge, warmed, beside the bare Pillow floor: the same text, QR code and PNG without layout or fitting."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import qrcode
from PIL import Image, ImageDraw, ImageFont

import badges
from badges import layout
from badges.render import render
from bench.rows import Row, Table, median, percentile
from turnout.domain import tickets
from turnout.domain.model import CodeKind

DPI = 300
WIDTH, HEIGHT = 732, 1181  # 62 x 100 mm at 300 dpi
GOAL_MS, GOAL_RATIO = 8.0, 1.5
EVENT = "Harbour Congress"
_GIVEN = (
    "Anna", "Jan", "Žaneta", "Aleksandra", "Grzegorz", "Nguyễn", "İbrahim", "Jürgen", "Marie-Claire", "Seán",
)  # fmt: skip
_FAMILY = (
    "Nowak", "Wiśniewska-Kowalczyk", "Bērziņa", "Müller", "Smith", "Łukasiewicz", "Thị", "O'Brien", "Kowalski",
    "Brzęczyszczykiewicz",
)  # fmt: skip
_WARM_UP = 40
Draw = Callable[[str, str, str], bytes]


def measure(count: int) -> Table:
    """Each badge has a name, company and code that neither side has drawn before."""
    guests = _guests(_WARM_UP + count)
    ours, floor = _turnout(), _bare_pillow()
    for guest in guests[:_WARM_UP]:
        ours(*guest)
        floor(*guest)
    taken: dict[str, list[float]] = {"ours": [], "floor": []}
    for guest in guests[_WARM_UP:]:
        taken["floor"].append(_timed(floor, guest))
        taken["ours"].append(_timed(ours, guest))
    ours_ms, floor_ms = median(taken["ours"]), median(taken["floor"])
    ratio = ours_ms / floor_ms
    return Table(
        "Badges",
        f"62 x 100 mm at {DPI} dpi, 1-bit PNG, name, company, category and QR code; {count} people, each drawn once by "
        "each side in turns. The floor is Pillow and qrcode alone, with sizes and places known.",
        [
            Row(
                "one badge, warmed",
                f"median {ours_ms:.1f} ms, p95 {percentile(taken['ours'], 0.95):.1f} ms",
                f"bare Pillow median {floor_ms:.1f} ms, p95 {percentile(taken['floor'], 0.95):.1f} ms",
                ratio,
                f"{GOAL_MS:.0f} ms, ratio {GOAL_RATIO}",
                ours_ms < GOAL_MS and ratio < GOAL_RATIO,
            )
        ],
    )


def _turnout() -> Draw:
    visitor = layout.parse(layout.bundled("visitor-62x100"))

    def draw(name: str, company: str, code: str) -> bytes:
        fields = {"name": name, "company": company, "category": "Visitor", "pronouns": "", "event": EVENT}
        return render(visitor, fields, code, DPI).png()

    return draw


def _bare_pillow() -> Draw:
    folder = Path(badges.__file__).with_name("fonts")
    regular, bold = str(folder / "NotoSans_400Regular.ttf"), str(folder / "NotoSans_700Bold.ttf")
    small, middle = ImageFont.truetype(regular, 42), ImageFont.truetype(regular, 58)
    large, label = ImageFont.truetype(bold, 125), ImageFont.truetype(bold, 50)

    def draw(name: str, company: str, code: str) -> bytes:
        image = Image.new("1", (WIDTH, HEIGHT), 1)
        pen = ImageDraw.Draw(image)
        given, _, family = name.partition(" ")
        for text, font, y in ((EVENT, small, 70), (given, large, 250), (family, large, 400), (company, middle, 620)):
            pen.text((WIDTH // 2, y), text, font=font, fill=0, anchor="mm")
        pen.text((WIDTH // 2, 1120), "Visitor", font=label, fill=0, anchor="mm")
        symbol = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0, mask_pattern=2)
        symbol.add_data(code)
        symbol.make()
        side = len(symbol.modules)
        modules = Image.new("1", (side, side))
        modules.putdata([0 if dark else 255 for row in symbol.modules for dark in row])
        image.paste(modules.resize((side * 10, side * 10), Image.Resampling.NEAREST), (240, 780))
        file = io.BytesIO()
        image.save(file, "png", compress_level=1)
        return file.getvalue()

    return draw


def _guests(count: int) -> list[tuple[str, str, str]]:
    """Names that are all different: no cache of a whole name helps."""
    random = Random(1)
    codes = [tickets.make(CodeKind.BADGE, "AB", random.randbytes(tickets.SECRET_BYTES)) for _ in range(count)]
    return [
        (f"{_GIVEN[n % 10]} {_FAMILY[n // 10 % 10]}{'' if n < 100 else f'-{_GIVEN[n // 100]}'}",
         f"{_FAMILY[n // 10 % 10]} & {_GIVEN[(n + n // 100) % 10]} GmbH", code)
        for n, code in enumerate(codes)
    ]  # fmt: skip


def _timed(draw: Draw, guest: tuple[str, str, str]) -> float:
    begin = time.perf_counter()
    draw(*guest)
    return 1000 * (time.perf_counter() - begin)
