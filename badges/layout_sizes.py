"""Labels by the names that they are sold under, in millimetres, as the printer holds them: width, then length.

Brother's part numbers and sizes are those of its raster manuals (cv_ql800, cv_ql1100), DYMO's and Zebra's those
printed on the box; cr80 is ISO/IEC 7810 ID-1; a6 and a7 are ISO 216.
"""

from __future__ import annotations

SIZES: dict[str, tuple[float, float]] = {
    "dk-11202": (62.0, 100.0),
    "dk-11209": (62.0, 29.0),
    "dk-11234": (60.0, 86.0),
    "dk-11240": (102.0, 51.0),
    "dk-11241": (102.0, 152.0),
    "dk-11247": (103.0, 164.0),
    "dymo-11354": (57.0, 32.0),
    "dymo-11356": (41.0, 89.0),
    "dymo-30857": (57.0, 102.0),
    "dymo-99014": (54.0, 101.0),
    "zebra-800262-405": (57.0, 102.0),
    "4x6in": (101.6, 152.4),
    "4x3in": (101.6, 76.2),
    "cr80": (85.6, 54.0),
    "a6": (105.0, 148.0),
    "a7": (74.0, 105.0),
    "butterfly": (82.0, 203.0),
    "100x50": (100.0, 50.0),
    "83x50": (83.0, 50.0),
    "80x50": (80.0, 50.0),
    "75x52": (75.0, 52.0),
    "70x36": (70.0, 36.0),
    "63.5x29.6": (63.5, 29.6),
    "60x90": (60.0, 90.0),
    "54x90": (54.0, 90.0),
    "50x80": (50.0, 80.0),
    "40x75": (40.0, 75.0),
    "40x40": (40.0, 40.0),
}

ENDLESS: dict[str, float] = {"dk-22205": 62.0}
"""Rolls that the printer cuts: their width; a layout says how long its labels are."""
