"""Workbooks made for tests: as people save them, and as they should never be."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "xl/_rels/workbook.xml.rels"
PEOPLE = [["Name", "Company", "Ticket code"], ["Anna Ozola", "Acme", "K-1"], ["Łucja Żak", "", "K-2"]]


def workbook(path: Path, *sheets: tuple[str, Iterable[Sequence[Any]]]) -> Path:
    """A workbook of named sheets with these rows."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def people(path: Path, rows: Iterable[Sequence[Any]] = PEOPLE) -> Path:
    """A workbook of one sheet."""
    return workbook(path, ("Guests", rows))


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook with one of its parts edited, as only a program would write it."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    assert old in parts[part], parts[part][:2000]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_shared_texts(path: Path) -> Path:
    """The workbook with its texts in a table of their own, as Excel writes them: openpyxl leaves them in the cells."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry).decode() for entry in archive.infolist()}
    texts = re.findall(r"<is>(.*?)</is>", parts[SHEET])
    for number, text in enumerate(texts):
        parts[SHEET] = parts[SHEET].replace(f't="inlineStr"><is>{text}</is>', f't="s"><v>{number}</v>', 1)
    table = "".join(f"<si>{text}</si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN_NAMESPACE}" count="1" uniqueCount="1">{table}</sst>'
    related = (
        f'<Relationship Id="rIdTexts" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    parts[RELATIONS] = parts[RELATIONS].replace("</Relationships>", related)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def bomb(path: Path, part: str, size: int) -> Path:
    """A workbook one of whose parts is `size` zeros: a thousandth of that on the disk."""
    people(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w") as entry:
        block = bytes(1024 * 1024)
        for _ in range(size // len(block)):
            entry.write(block)
    return path


def ole(path: Path, stream: str) -> Path:
    """The start of an OLE container whose directory, in its second sector, names one stream."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    directory = "Root Entry".encode("utf-16-le").ljust(128, b"\0") + stream.encode("utf-16-le").ljust(128, b"\0")
    path.write_bytes(bytes(header) + bytes(512) + directory.ljust(512, b"\0"))
    return path
