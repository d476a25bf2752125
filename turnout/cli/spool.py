"""`turnout spool`: printing from another machine than the server's, such as a Pi beside a USB printer."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from badges.spooler import __main__ as spooler

TOKEN_FILE = Path(click.get_app_dir("turnout")) / "spooler.token"


@click.command()
@click.option("--server", required=True, metavar="URL", help="Where Turnout is, such as https://turnout.local.")
@click.option(
    "--printer", "printers", multiple=True, required=True, metavar="NAME", help="Print on it; may be repeated."
)
@click.option("--code", help="Pairing code of a station that prints: needed the first time.")
@click.option("--ca-cert", type=click.Path(path_type=Path), help="PEM certificate by which to trust the server.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    default=TOKEN_FILE,
    show_default="in the user's settings",
    help="Where the token is kept that the pairing gives.",
)
def spool(server: str, printers: tuple[str, ...], code: str | None, ca_cert: Path | None, token_file: Path) -> None:
    """Print badges of a server elsewhere on this machine's printers, until it is told to stop."""
    words = ["--server", server, "--token-file", str(token_file)]
    for printer in printers:
        words += ["--printer", printer]
    if code:
        words += ["--code", code]
    if ca_cert:
        words += ["--ca-cert", str(ca_cert)]
    sys.exit(spooler.main(words))
