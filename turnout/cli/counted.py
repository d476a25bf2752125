"""A progress bar for work whose amount is known."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


def counted(console: Console, words: str = "{task.description}") -> Progress:
    """What is being done, a bar, how many of how many, and the time that is left."""
    return Progress(TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console)
