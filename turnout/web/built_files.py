"""Built files of a face as they go out: compressed at build time, and kept by the browser for good."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory
from werkzeug.security import safe_join

FOR_GOOD_S = 365 * 24 * 60 * 60
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))  # the smaller first


class BuiltFiles(Blueprint):
    """A blueprint that answers for a built file with its compressed copy, where the browser reads that.

    The build writes `.br` and `.gz` beside the files; compressing a megabyte of WebAssembly at every request would
    hold up the door. Names under `assets/` carry a hash of what is in them, and are never asked for again.
    """

    def send_static_file(self, filename: str) -> Response:
        folder = Path(self.static_folder or "")
        encoding, ending = self._packing(folder, filename)
        kept_s = FOR_GOOD_S if filename.startswith("assets/") else None
        response = send_from_directory(folder, filename + ending, max_age=kept_s, mimetype=_kind(filename))
        response.vary.add("Accept-Encoding")
        if encoding:
            response.content_encoding = encoding
        if kept_s is not None:
            response.cache_control.immutable = True
        return response

    def _packing(self, folder: Path, filename: str) -> tuple[str, str]:
        for encoding, ending in _ENCODINGS:
            packed = safe_join(str(folder), filename + ending)
            if request.accept_encodings.quality(encoding) > 0 and packed is not None and Path(packed).is_file():
                return encoding, ending
        return "", ""


def _kind(filename: str) -> str:
    """Known by the name without the packing: a compressed script is still a script."""
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"
