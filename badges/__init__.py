"""Badges: from a layout in millimetres to paper, and the word of the printer that it came out.

Imports nothing of Turnout and runs alone on a Pi with a printer: a layout, fields and a code go in;
a 1-bit image at the printer's resolution comes out; a spooler fetches jobs over HTTP and reports back.
Printers are found by the entry point group `turnout.printers`.
"""
