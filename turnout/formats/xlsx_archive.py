"""What is wrong with a workbook before it is opened: not a workbook, locked, of the old kind, or a bomb.

A ZIP archive says in its directory how large its entries become. That is looked at first: a file of 40 kB
can unpack to 40 GB, and the machine that the door hangs on would be gone. `zipfile` gives never more bytes
of an entry than the directory says, so an archive that lies about its sizes gains nothing.
"""

from __future__ import annotations

import struct
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from turnout.domain.model import RowProblem

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MB = 1024 * 1024
MAX_ENTRIES = 2_000
MAX_UNPACKED = 512 * _MB
MAX_STRINGS = 128 * _MB
"""The texts of all cells: they are kept in memory, and may take three times this there."""

MAX_PART = 16 * _MB
"""Styles, relations and other parts that are read as a whole; only sheets are streamed."""

MAX_RATIO = 100
"""Unpacked to packed. Lists reach 5 to 30; deflate ends at 1,032, which is what a bomb uses."""

_RATIO_MATTERS_FROM = 16 * _MB
_OLE_SECTORS_SEEN = 16
_AS_CSV = "Save the sheet as CSV (UTF-8): that may be of any size."


def problem_with(file: BinaryIO) -> RowProblem | None:
    """Why a seekable file cannot be opened as a workbook, from its directory alone; None when it can be tried."""
    file.seek(0)
    head = file.read(8)
    if head == OLE:
        return _old_or_locked(file)
    if not head.startswith(ZIP):
        return RowProblem(0, "This file is no Excel workbook.", "Export the list again, as XLSX or CSV.")
    try:
        with ZipFile(file) as archive:
            return _too_large(archive.infolist()) or _no_workbook(archive.infolist())
    except (BadZipFile, NotImplementedError, struct.error, ValueError):
        return RowProblem(
            0, "This workbook is damaged: the directory at its end is missing or broken.", "Copy or export it again."
        )


def _too_large(entries: list[ZipInfo]) -> RowProblem | None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    texts = max((entry.file_size for entry in entries if _is(entry, "sharedstrings.xml")), default=0)
    if len(entries) > MAX_ENTRIES:
        return RowProblem(0, f"This workbook has {len(entries):,} parts; a list has some twenty.", _AS_CSV)
    if unpacked > _RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed:
        return RowProblem(
            0, f"This workbook would unpack to {unpacked // max(packed, 1):,} times its size: no list does.", _AS_CSV
        )
    if unpacked > MAX_UNPACKED or texts > MAX_STRINGS or any(_is_large_part(entry) for entry in entries):
        return RowProblem(0, f"This workbook would unpack to {unpacked // _MB:,} MB, which is too much here.", _AS_CSV)
    return None


def _is_large_part(entry: ZipInfo) -> bool:
    name = entry.filename.lower()
    is_streamed = "worksheets/" in name or "media/" in name or _is(entry, "sharedstrings.xml")
    return not is_streamed and entry.file_size > MAX_PART


def _no_workbook(entries: list[ZipInfo]) -> RowProblem | None:
    names = [entry.filename for entry in entries]
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return RowProblem(0, "This file is a text document or slides.", "Put the table into a spreadsheet, or CSV.")
    if "[Content_Types].xml" not in names or not any("worksheets/" in name for name in names):
        return RowProblem(
            0, "This file is a ZIP archive, and no Excel workbook.", "Unpack it first, then give the file inside."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        return _locked()
    return None


def _is(entry: ZipInfo, name: str) -> bool:
    return entry.filename.lower().rpartition("/")[2] == name


def _old_or_locked(file: BinaryIO) -> RowProblem:
    """Excel 97 to 2003 and locked workbooks of today share a container; the names of its streams tell which.

    The container is [MS-CFB]: the header's byte 30 is the sector size's exponent, byte 48 the directory's
    first sector; names are UTF-16.
    """
    file.seek(0)
    header = file.read(512)
    if len(header) == 512:
        size = 1 << min(struct.unpack_from("<H", header, 30)[0], 12)
        file.seek((struct.unpack_from("<I", header, 48)[0] + 1) * size)
        if "EncryptedPackage".encode("utf-16-le") in file.read(_OLE_SECTORS_SEEN * size):
            return _locked()
    return RowProblem(
        0,
        "This is a workbook of Excel 97 to 2003 (.xls).",
        "Open it in a spreadsheet and save it as XLSX, or as CSV (UTF-8).",
    )


def _locked() -> RowProblem:
    return RowProblem(
        0,
        "This workbook is locked with a password.",
        "Open it in a spreadsheet, take the password off (Save as, without one), and give the new file.",
    )
