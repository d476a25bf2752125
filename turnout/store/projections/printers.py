"""What people do to printers: whether each is paused, and how many labels it has left where somebody has said."""

from __future__ import annotations

import sqlite3

from turnout.domain.facts import PrinterCounted, PrinterLoaded, PrinterPaused, PrinterResumed, Stated


def pause_or_resume(connection: sqlite3.Connection, _stated: Stated, fact: PrinterPaused | PrinterResumed) -> None:
    connection.execute(
        """
        INSERT INTO tended_printers (printer_id, is_paused) VALUES (?, ?)
        ON CONFLICT (printer_id) DO UPDATE SET is_paused = excluded.is_paused
        """,
        (fact.printer_id, isinstance(fact, PrinterPaused)),
    )


def load_or_count(connection: sqlite3.Connection, _stated: Stated, fact: PrinterLoaded | PrinterCounted) -> None:
    connection.execute(
        """
        INSERT INTO tended_printers (printer_id, labels_left) VALUES (?, ?)
        ON CONFLICT (printer_id) DO UPDATE SET labels_left = excluded.labels_left
        """,
        (fact.printer_id, fact.labels),
    )


def use_labels(connection: sqlite3.Connection, stated: Stated, job_id: str) -> None:
    """A badge's labels have gone, or may have: as many as it was sent with.

    For use before the job's state changes: one in doubt is counted already.
    """
    connection.execute(
        """
        UPDATE tended_printers SET labels_left = max(0, labels_left - coalesce((
            SELECT data ->> 'labels' FROM log
            WHERE subject = ?1 AND seq < ?2 AND kind = 'badge.sending' ORDER BY seq DESC LIMIT 1
        ), 1))
        WHERE printer_id = (SELECT printer_id FROM badge_jobs WHERE id = ?1 AND state <> 'unknown')
        """,
        (job_id, stated.seq),
    )
