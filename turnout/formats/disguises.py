"""What a file really is when its name says CSV or JSON: people rename, and browsers save error pages."""

from __future__ import annotations

import codecs

from turnout.domain.model import RowProblem

_MAGIC = (
    (b"%PDF-", "a PDF", "Export the list itself, as CSV or XLSX; a PDF is only a picture of it."),
    (b"PK\x03\x04", "an Excel or other ZIP file", "Open it in a spreadsheet and save it as CSV (UTF-8)."),
    (b"PK\x05\x06", "an empty ZIP file", "Export the list again, as CSV or XLSX."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Excel file",
        "Open it in a spreadsheet and save it as CSV (UTF-8).",
    ),
    (b"\x89PNG\r\n", "a PNG image", "Export the list as CSV or XLSX; a picture cannot be read."),
    (b"\xff\xd8\xff", "a JPEG image", "Export the list as CSV or XLSX; a picture cannot be read."),
    (b"GIF8", "a GIF image", "Export the list as CSV or XLSX; a picture cannot be read."),
    (b"RIFF", "an image, sound or film", "Export the list as CSV or XLSX; media cannot be read."),
    (b"{\\rtf", "a rich text document", "Export the list as CSV or XLSX, or save the table from a spreadsheet."),
    (b"II*\0", "a TIFF image", "Export the list as CSV or XLSX; a picture cannot be read."),
    (b"MM\0*", "a TIFF image", "Export the list as CSV or XLSX; a picture cannot be read."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first, then give the file that was inside."),
    (b"Rar!\x1a", "a RAR archive", "Unpack it first, then give the file that was inside."),
    (b"BEGIN:VCARD", "a set of address cards (vCard)", "Export the list as CSV or XLSX."),
    (b"BEGIN:VCALENDAR", "a calendar (iCalendar)", "Export the list of attendees, as CSV or XLSX."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first, then give the file that was inside."),
    (b"SQLite format 3\0", "a database", "Export the list from the program that owns it, as CSV or XLSX."),
)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<!--")
_HTML_REMEDY = "Probably a sign-in or error page was saved: sign in to the other system and export the list again."


def disguise(head: bytes) -> RowProblem | None:
    """The problem with a file that is no text table at all, from its first bytes; None when it may be one."""
    if head.startswith(b"PK") and _OPEN_DOCUMENT in head[:128]:
        return RowProblem(0, "This file is an OpenDocument file.", "Open it and save it as XLSX, or as CSV (UTF-8).")
    if head[4:8] == b"ftyp":
        return RowProblem(0, "This file is a photo or film, whatever its name says.", "A picture cannot be read.")
    for magic, kind, remedy in _MAGIC:
        if head.startswith(magic):
            return RowProblem(0, f"This file is {kind}, whatever its name says.", remedy)
    text = _without_marks(head).lstrip().lower()
    if text.startswith(_HTML):
        return RowProblem(0, "This file is a web page (HTML), whatever its name says.", _HTML_REMEDY)
    if text.startswith(b"<?xml"):
        return RowProblem(0, "This file is XML, whatever its name says.", "Export the list again, as CSV or XLSX.")
    if text.startswith((b'{"', b"{\n", b"{\r", b"{ ", b"[{", b"[\n", b"[\r", b"[]")):
        return RowProblem(0, "This file is JSON, whatever its name says.", "Export the list again, as CSV or XLSX.")
    return None


def _without_marks(head: bytes) -> bytes:
    """The first bytes as ASCII has them: a browser may save a page as UTF-16."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(codecs.BOM_UTF8)
