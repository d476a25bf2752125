"""A PDF of black and white pages, written one page at a time: a thousand need no more memory than one.

PDF 1.4 (ISO 32000-1, 7.5 and 8.9.5), with nothing in it that tells when it was made: the same pages give the
same bytes.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO

from PIL import Image

_POINTS_PER_INCH = 72
_CATALOG, _PAGE_TREE, _INFO = 1, 2, 3
_FIRST_FREE = 4


class Pdf:
    """A document being written to `out`, from its beginning; `finish` makes it whole. `dpi` is that of its pages."""

    def __init__(self, out: BinaryIO, dpi: int, title: str) -> None:
        self._out = out
        self._dpi = dpi
        self._title = title
        self._at = 0
        self._offsets: dict[int, int] = {}
        self._pages: list[int] = []
        self._write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")  # bytes over 127: mail programs then take it for no text

    @property
    def page_count(self) -> int:
        return len(self._pages)

    def add(self, page: Image.Image) -> None:
        """Append a page of the image's own size. Raises ValueError for an image that is not of mode "1"."""
        if page.mode != "1":
            raise ValueError(f"a page is black and white, not of mode {page.mode}")
        first = _FIRST_FREE + 3 * len(self._pages)
        width, height = (side * _POINTS_PER_INCH / self._dpi for side in page.size)
        picture = (
            f"/Type /XObject /Subtype /Image /Width {page.width} /Height {page.height} "
            "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode"
        )
        self._stream(first, picture, zlib.compress(page.tobytes()))
        self._stream(first + 1, "", f"{width:.3f} 0 0 {height:.3f} 0 0 cm /Page Do".encode())
        self._object(
            first + 2,
            f"<< /Type /Page /Parent {_PAGE_TREE} 0 R /MediaBox [0 0 {width:.3f} {height:.3f}] "
            f"/Resources << /XObject << /Page {first} 0 R >> >> /Contents {first + 1} 0 R >>",
        )
        self._pages.append(first + 2)

    def finish(self) -> None:
        """Write what a reader begins with. Nothing may be added afterwards."""
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        title = (b"\xfe\xff" + self._title.encode("utf-16-be")).hex()
        self._object(_CATALOG, f"<< /Type /Catalog /Pages {_PAGE_TREE} 0 R >>")
        self._object(_PAGE_TREE, f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>")
        self._object(_INFO, f"<< /Title <{title}> /Producer (Turnout) >>")
        start = self._at
        self._write(f"xref\n0 {len(self._offsets) + 1}\n0000000000 65535 f \n".encode())
        for number in range(1, len(self._offsets) + 1):
            self._write(f"{self._offsets[number]:010d} 00000 n \n".encode())
        trailer = f"<< /Size {len(self._offsets) + 1} /Root {_CATALOG} 0 R /Info {_INFO} 0 R >>"
        self._write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode())

    def _stream(self, number: int, entries: str, data: bytes) -> None:
        self._begin(number)
        self._write(f"<< {entries} /Length {len(data)} >>\nstream\n".encode())
        self._write(data)
        self._write(b"\nendstream\nendobj\n")

    def _object(self, number: int, value: str) -> None:
        self._begin(number)
        self._write(f"{value}\nendobj\n".encode())

    def _begin(self, number: int) -> None:
        self._offsets[number] = self._at
        self._write(f"{number} 0 obj\n".encode())

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)
