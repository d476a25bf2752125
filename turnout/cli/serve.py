"""`turnout serve`: hands over to the server process, whose first line must come before everything else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from turnout.domain.errors import BadInput


@click.command()
@click.argument("event_file", type=click.Path(path_type=Path))
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for the venue's network."
)
@click.option("--port", default=8080, show_default=True, help="Port to listen on.")
@click.option(
    "--tls-cert", type=click.Path(path_type=Path), help="PEM certificate with its chain: tablets' cameras need https."
)
@click.option("--tls-key", type=click.Path(path_type=Path), help="PEM key of the certificate.")
@click.option("--spooler/--no-spooler", default=True, show_default=True, help="Print badges from this machine.")
@click.option(
    "--welcome/--no-welcome", default=None, help="Print addresses and a sign-in link.  [default: on a terminal]"
)
@click.option(
    "--announce/--no-announce",
    default=None,
    help="Let kiosks find it in the network, by mDNS.  [default: if others reach it]",
)
def serve(
    event_file: Path,
    host: str,
    port: int,
    tls_cert: Path | None,
    tls_key: Path | None,
    spooler: bool,
    welcome: bool | None,
    announce: bool | None,
) -> None:
    """Serve EVENT_FILE to kiosks, phones and dashboards until it is told to stop."""
    if (tls_cert is None) != (tls_key is None):
        raise BadInput("TLS needs both a certificate and its key.", "Name both --tls-cert and --tls-key.")
    command = [sys.executable, "-m", "turnout.server", str(event_file), "--host", host, "--port", str(port)]
    if tls_cert is not None and tls_key is not None:
        command += ["--tls-cert", str(tls_cert), "--tls-key", str(tls_key)]
    command.append("--spooler" if spooler else "--no-spooler")
    command.append("--welcome" if (sys.stdout.isatty() if welcome is None else welcome) else "--no-welcome")
    if announce is not None:
        command.append("--announce" if announce else "--no-announce")
    os.execv(sys.executable, command)  # noqa: S606 - no shell; the server keeps our pid, for systemd
