"""What this machine is, and what a process takes of it: from /proc, so Linux only."""

from __future__ import annotations

import os
import platform
import socket
import sqlite3
from pathlib import Path

_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def description() -> str:
    """One line: processors, memory, system, versions."""
    cpu = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?")
    kib = int(next(line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal")))
    return (
        f"{os.cpu_count()} processors ({cpu}), {kib / 2**20:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def load_average() -> float:
    """How many processes wanted to run in the last minute: above the number of processors, others are in the way."""
    return os.getloadavg()[0]


def cpu_ms(pid: int) -> float:
    """Processor time that a process has taken so far, in milliseconds; steadier than the clock on a shared machine."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK_MS


def rss_mb(pid: int) -> float:
    """Resident memory of a process, in megabytes."""
    return int(next(line.split()[1] for line in _lines(f"/proc/{pid}/status") if line.startswith("VmRSS"))) / 1024


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines()
