"""What the terminal shows when the server is up: where everything is, and how to get in."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from turnout.domain.model import Role, StationMode
from turnout.services import access, stations
from turnout.services.chance import Chance
from turnout.services.event import Event
from turnout.store import accounts, settings
from turnout.store import stations as station_register


def _command() -> str:
    """How `turnout` is called from here: it may not be on the path of whoever reads this."""
    beside = Path(sys.executable).with_name("turnout")
    if shutil.which("turnout") == str(beside) or not beside.is_file():
        return "turnout"
    return str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside)


def show(event: Event, url: str, path: Path, now: datetime, chance: Chance) -> None:
    """Print the addresses, a pairing code for a kiosk that waits for one, and a sign-in link."""
    lines = [("Kiosk", f"{url}/kiosk")]
    for report in station_register.reports(event.reader):
        if report.station.mode is StationMode.ENTRANCE and not report.is_paired:
            code = stations.pairing_code(event, report.station.id, now, chance).code
            lines.append(("", f"pair it as {report.station.name}: {code[:4]} {code[4:]}"))
            break
    if accounts.first_with_role(event.reader, Role.COORDINATOR) is not None:
        link = access.sign_in_link(event, Role.COORDINATOR, now, chance)
        lines.append(("Dashboard", f"{url}/sign-in#once={link}"))
        lines.append(("", "this link signs the coordinator in, once"))
    sheet = path.with_name(f"{path.stem}-tickets.pdf")  # a demo has one; at an event of one's own no crowd may scan
    if sheet.is_file():
        lines.append(("Tickets", f"{sheet} (print it, or hold it on a screen in front of a camera)"))
        lines.append(("Live crowd", f"{_command()} demo --crowd {path}"))
    lines.append(("Stop", "Ctrl+C"))
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"\n[bold]{escape(settings.read(event.reader).name)}[/bold] is being served.\n")
    for label, text in lines:
        console.print(f"  {label:<12}{escape(text)}")
    console.print()
