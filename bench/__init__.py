"""Measurements, side by side in one run: Turnout, a bare prototype of the scan, a no-op, raw SQLite.

`make bench` runs `bench.run`, which writes docs/performance.md. Goals are ratios: machines are shared and noisy.
Load comes from a second process on loopback, bounded in count and time.
"""
