"""What the kiosk reads of spoiled pictures, beside zxing-cpp: the very worker of the page in Chromium.

    python -m bench.reading

Writes docs/reading-codes.md.
"""

from __future__ import annotations

import base64
import io
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import zxingcpp
from playwright.sync_api import Page

from bench import machine
from bench.kiosks import kiosk_origin
from bench.rows import median, percentile
from bench.spoiling import SPOILINGS, Frame, Spoiling, frames

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reading-codes.md"
EACH = 10
_BATCH = 20

# The worker as the page starts it, one frame in flight.
READ_IN_PAGE = """
async ([worker, images]) => {
    window.reader ??= await new Promise((done, failed) => {
        const started = new Worker(worker, { type: "module" });
        started.onmessage = event => event.data.kind === "ready" ? done(started) : failed(event.data.message);
    });
    const readings = [];
    for (const image of images) {
        const bytes = Uint8Array.from(atob(image), letter => letter.charCodeAt(0));
        const frame = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const began = performance.now();
        const reply = await new Promise(done => {
            window.reader.onmessage = event => done(event.data);
            window.reader.postMessage(frame, [frame]);
        });
        if (reply.kind !== "read") throw new Error(reply.message);
        readings.push([reply.text, performance.now() - began]);
    }
    return readings;
}
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What both made of one frame; texts are None where nothing was read."""

    frame: Frame
    page: str | None
    page_ms: float
    beside: str | None


def worker_path() -> str:
    """Where the built decoder is served."""
    [built] = (ROOT / "kiosk" / "static" / "assets").glob("decoder.worker-*.js")
    return f"/kiosk/static/assets/{built.name}"


def read_all(page: Page, those: Iterator[Frame]) -> list[Reading]:
    """Every frame by both; `page` must have the kiosk's origin, where the worker is served."""
    readings: list[Reading] = []
    while batch := list(islice(those, _BATCH)):
        readings += _read(page, batch)
    return readings


def _read(page: Page, batch: Sequence[Frame]) -> list[Reading]:
    by_page = page.evaluate(READ_IN_PAGE, [worker_path(), [_png(frame) for frame in batch]])
    return [Reading(frame, text, ms, _beside(frame)) for frame, (text, ms) in zip(batch, by_page, strict=True)]


def _beside(frame: Frame) -> str | None:
    found = zxingcpp.read_barcode(frame.image, formats=zxingcpp.BarcodeFormat.QRCode)
    return found.text if found is not None and found.valid else None


def _png(frame: Frame) -> str:
    buffer = io.BytesIO()
    frame.image.save(buffer, "PNG", compress_level=1)
    return base64.b64encode(buffer.getvalue()).decode()


def below_floor(readings: Sequence[Reading]) -> list[str]:
    """What should have been read and was not, and every text that was read wrong."""
    return [
        f"{one.frame.spoiling.name} {one.frame.level:g}: {one.page}"
        for one in readings
        if one.page != one.frame.code and (one.page is not None or one.frame.level in one.frame.spoiling.promised)
    ]


def document(readings: Sequence[Reading]) -> str:
    """docs/reading-codes.md."""
    times = [one.page_ms for one in readings]
    wrong = sum(text is not None and text != one.frame.code for one in readings for text in (one.page, one.beside))
    head = (
        "# Reading codes",
        "",
        "What the kiosk reads of a ticket that is held badly. Written by `python -m bench.reading`; do not edit.",
        "",
        f"Every cell is of {EACH} tickets, each with a code of its own, in camera frames of 1280 x 720 with a "
        "webcam's noise; where nothing else is said the symbol and the white around it are 300 px wide, as a ticket "
        "of 4 cm is 20 cm away. *Page* is the kiosk's own worker (zxing-wasm) in Chromium; *beside it* is zxing-cpp "
        "for Python with its own settings on the same frames. Up to the level in bold every ticket must be read: a "
        "test holds it.",
        "",
        f"Read wrong by either: {wrong} of {2 * len(readings)}. A frame took the page {median(times):.0f} ms "
        f"(p95 {percentile(times, 0.95):.0f} ms), read or not, on {machine.description()} with other work on it; a "
        "camera offers 30 a second, and one that is read is enough.",
        "",
        "| spoiled by | level | page | beside it |",
        "| --- | ---: | ---: | ---: |",
    )
    rows = [_row(spoiling, level, readings) for spoiling in SPOILINGS for level in spoiling.levels]
    return "\n".join([*head, *rows]) + "\n"


def _row(spoiling: Spoiling, level: float, readings: Sequence[Reading]) -> str:
    those = [one for one in readings if (one.frame.spoiling, one.frame.level) == (spoiling, level)]
    page = sum(one.page == one.frame.code for one in those)
    beside = sum(one.beside == one.frame.code for one in those)
    shown = f"{level:g} {spoiling.unit}"
    if level == spoiling.floor:
        shown = f"**{shown}**"
    return f"| {spoiling.name} | {shown} | {page} of {len(those)} | {beside} of {len(those)} |"


def main() -> None:
    began = time.monotonic()
    with kiosk_origin() as page:
        readings = read_all(page, frames(EACH))
    PAGE.write_text(document(readings), encoding="utf-8")
    print(f"{time.monotonic() - began:.0f} s, wrote {PAGE}")
    sys.exit("\n".join(below_floor(readings)) or 0)


if __name__ == "__main__":
    main()
