"""The schema, as small named steps that sqlite-utils records in the file. A released step never changes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("turnout")


def known_names() -> frozenset[str]:
    """The steps this version knows; a file that has others was written by a newer one."""
    fresh = Database(memory=True)
    try:
        return frozenset(migration.name for migration in MIGRATIONS.pending(fresh))
    finally:
        fresh.close()


def _run(db: Database, statements: Iterable[str]) -> None:
    for statement in statements:
        db.execute(statement)  # executescript would commit the migration's transaction half-way


@MIGRATIONS()
def m001_log(db: Database) -> None:
    """Append-only, by triggers: without the third, INSERT OR REPLACE would rewrite history."""
    _run(
        db,
        (
            """
            CREATE TABLE log (
                seq INTEGER PRIMARY KEY,
                fact_id TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                version INTEGER NOT NULL,
                subject TEXT NOT NULL,
                station_id TEXT NOT NULL,
                station_seq INTEGER NOT NULL,
                actor TEXT NOT NULL,
                occurred_at TEXT NOT NULL,
                recorded_at TEXT NOT NULL,
                clock_quality TEXT NOT NULL,
                cause TEXT NOT NULL,
                data TEXT NOT NULL CHECK (json_valid(data))
            ) STRICT
            """,
            "CREATE INDEX log_by_subject ON log (subject, seq)",
            """
            CREATE TRIGGER log_is_never_updated BEFORE UPDATE ON log
            BEGIN SELECT raise(ABORT, 'the log is append-only'); END
            """,
            """
            CREATE TRIGGER log_is_never_deleted BEFORE DELETE ON log
            BEGIN SELECT raise(ABORT, 'the log is append-only'); END
            """,
            """
            CREATE TRIGGER log_is_never_replaced BEFORE INSERT ON log
            WHEN EXISTS (SELECT 1 FROM log WHERE seq = NEW.seq)
              OR EXISTS (SELECT 1 FROM log WHERE fact_id = NEW.fact_id)
            BEGIN SELECT raise(ABORT, 'the log is append-only: this fact is in it'); END
            """,
        ),
    )


@MIGRATIONS()
def m002_registers_of_the_event(db: Database) -> None:
    _run(
        db,
        (
            """
            CREATE TABLE settings (
                name TEXT PRIMARY KEY,
                value TEXT NOT NULL CHECK (json_valid(value)),
                version INTEGER NOT NULL DEFAULT 1
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE places (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('venue', 'zone', 'room')),
                capacity INTEGER CHECK (capacity >= 0),
                policy TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(policy)),
                source_id TEXT UNIQUE,
                position INTEGER NOT NULL DEFAULT 0
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE UNIQUE INDEX places_one_venue ON places (kind) WHERE kind = 'venue'",
            """
            CREATE TABLE sessions (
                id TEXT PRIMARY KEY,
                place_id TEXT NOT NULL REFERENCES places (id),
                title TEXT NOT NULL,
                starts_at TEXT NOT NULL,
                ends_at TEXT NOT NULL,
                speakers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(speakers)),
                track TEXT NOT NULL DEFAULT '',
                language TEXT NOT NULL DEFAULT '',
                source_id TEXT UNIQUE,
                is_withdrawn INTEGER NOT NULL DEFAULT 0
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX sessions_of_a_place ON sessions (place_id, starts_at) WHERE NOT is_withdrawn",
            """
            CREATE TABLE checklist_items (
                id TEXT PRIMARY KEY,
                label TEXT NOT NULL,
                position INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE bookings (
                session_id TEXT NOT NULL REFERENCES sessions (id),
                attendee_id TEXT NOT NULL,
                PRIMARY KEY (session_id, attendee_id)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE categories (
                id TEXT PRIMARY KEY,
                label TEXT NOT NULL,
                is_passing INTEGER NOT NULL DEFAULT 0,
                layout TEXT NOT NULL DEFAULT ''
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE TABLE layouts (name TEXT PRIMARY KEY, toml TEXT NOT NULL, version INTEGER NOT NULL) STRICT",
            """
            CREATE TABLE notes (
                id TEXT PRIMARY KEY,
                subject TEXT NOT NULL,
                kind TEXT NOT NULL,
                text TEXT NOT NULL,
                by TEXT NOT NULL,
                at TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
        ),
    )


@MIGRATIONS()
def m003_registers_of_people(db: Database) -> None:
    """Rows of an unpublished batch are staged: every read joins `batches` and does not see them.

    AUTOINCREMENT, so that an import that was discarded cannot go on in the batch of the next one.
    """
    _run(
        db,
        (
            """
            CREATE TABLE batches (
                batch INTEGER PRIMARY KEY AUTOINCREMENT,
                staged_at TEXT NOT NULL,
                published_seq INTEGER
            ) STRICT
            """,
            "INSERT INTO batches (batch, staged_at, published_seq) VALUES (0, '', 0)",
            """
            CREATE TABLE attendees (
                row INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                batch INTEGER NOT NULL REFERENCES batches (batch),
                full_name TEXT NOT NULL,
                given_name TEXT NOT NULL DEFAULT '',
                company TEXT NOT NULL DEFAULT '',
                email TEXT NOT NULL DEFAULT '',
                category TEXT NOT NULL DEFAULT 'visitor',
                language TEXT NOT NULL DEFAULT '',
                pronouns TEXT NOT NULL DEFAULT '',
                order_code TEXT NOT NULL DEFAULT '',
                source_id TEXT NOT NULL DEFAULT '',
                is_paid INTEGER NOT NULL DEFAULT 1,
                is_cancelled INTEGER NOT NULL DEFAULT 0,
                is_blocked INTEGER NOT NULL DEFAULT 0,
                valid_days TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(valid_days)),
                corrected TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(corrected)),
                version INTEGER NOT NULL DEFAULT 1,
                search TEXT NOT NULL DEFAULT ''
            ) STRICT
            """,
            "CREATE INDEX attendees_by_batch ON attendees (batch, is_cancelled)",
            "CREATE UNIQUE INDEX attendees_by_source ON attendees (source_id) WHERE source_id <> ''",
            """
            CREATE TABLE tickets (
                code TEXT PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL CHECK (kind IN ('ticket', 'badge')),
                attendee_id TEXT NOT NULL REFERENCES attendees (id),
                is_revoked INTEGER NOT NULL DEFAULT 0
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX tickets_of_an_attendee ON tickets (attendee_id)",
            """
            CREATE TABLE staged_changes (
                batch INTEGER NOT NULL REFERENCES batches (batch),
                attendee_id TEXT NOT NULL REFERENCES attendees (id),
                changes TEXT NOT NULL CHECK (json_valid(changes)),
                PRIMARY KEY (batch, attendee_id)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE old_values (
                attendee_id TEXT NOT NULL,
                version INTEGER NOT NULL,
                "values" TEXT NOT NULL CHECK (json_valid("values")),
                PRIMARY KEY (attendee_id, version)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE VIRTUAL TABLE attendee_search USING fts5 (
                search, content = 'attendees', content_rowid = 'row', detail = 'none', prefix = '1 2 3'
            )
            """,
            """
            CREATE TRIGGER attendees_found_after_insert AFTER INSERT ON attendees BEGIN
                INSERT INTO attendee_search (rowid, search) VALUES (NEW.row, NEW.search);
            END
            """,
            """
            CREATE TRIGGER attendees_found_after_update AFTER UPDATE OF search ON attendees BEGIN
                INSERT INTO attendee_search (attendee_search, rowid, search) VALUES ('delete', OLD.row, OLD.search);
                INSERT INTO attendee_search (rowid, search) VALUES (NEW.row, NEW.search);
            END
            """,
            """
            CREATE TRIGGER attendees_found_after_delete AFTER DELETE ON attendees BEGIN
                INSERT INTO attendee_search (attendee_search, rowid, search) VALUES ('delete', OLD.row, OLD.search);
            END
            """,
        ),
    )


@MIGRATIONS()
def m004_registers_of_access(db: Database) -> None:
    """Only hashes of secrets stand here; `last_seen` and `queued` come with heartbeats, which are not facts."""
    _run(
        db,
        (
            """
            CREATE TABLE accounts (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                role TEXT NOT NULL,
                password_hash TEXT NOT NULL DEFAULT ''
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE account_rooms (
                account_id TEXT NOT NULL REFERENCES accounts (id),
                place_id TEXT NOT NULL REFERENCES places (id),
                PRIMARY KEY (account_id, place_id)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE sign_in_links (
                token_hash TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                expires_at TEXT NOT NULL,
                used_at TEXT
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE sign_ins (
                token_hash TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                expires_at TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE stations (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                mode TEXT NOT NULL,
                place_id TEXT NOT NULL REFERENCES places (id),
                printer_group TEXT NOT NULL DEFAULT '',
                languages TEXT NOT NULL DEFAULT '["en"]' CHECK (json_valid(languages)),
                account_id TEXT REFERENCES accounts (id),
                token_hash TEXT UNIQUE,
                is_revoked INTEGER NOT NULL DEFAULT 0,
                is_silent INTEGER NOT NULL DEFAULT 0,
                clock_skew_ms INTEGER NOT NULL DEFAULT 0,
                queued INTEGER NOT NULL DEFAULT 0,
                last_seen TEXT,
                UNIQUE (account_id, place_id)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE pairing_codes (
                code_hash TEXT PRIMARY KEY,
                station_id TEXT NOT NULL REFERENCES stations (id),
                expires_at TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE printers (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                kind TEXT NOT NULL,
                options TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
                printer_group TEXT NOT NULL DEFAULT '',
                state TEXT NOT NULL DEFAULT 'silent',
                message TEXT NOT NULL DEFAULT '',
                checked_at TEXT
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE leases (
                job_id TEXT PRIMARY KEY,
                spooler TEXT NOT NULL,
                until TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
        ),
    )


@MIGRATIONS()
def m005_projections(db: Database) -> None:
    """Tables derived from the log, and from nothing else: `turnout rebuild` empties and refolds them."""
    _run(
        db,
        (
            "CREATE TABLE opening (event TEXT PRIMARY KEY, opened_at TEXT NOT NULL) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE presence (
                row INTEGER PRIMARY KEY,
                attendee_id TEXT NOT NULL UNIQUE,
                place_id TEXT NOT NULL,
                moved_at TEXT NOT NULL,
                moved_seq INTEGER NOT NULL,
                arrived_at TEXT
            ) STRICT
            """,
            "CREATE INDEX presence_by_place ON presence (place_id) WHERE place_id <> ''",
            "CREATE INDEX presence_by_arrival ON presence (arrived_at)",
            """
            CREATE TABLE headcounts (
                place_id TEXT PRIMARY KEY,
                inside INTEGER NOT NULL CHECK (inside >= 0)
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE TABLE arrivals (bucket TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE entries (
                attendee_id TEXT NOT NULL,
                place_id TEXT NOT NULL,
                day TEXT NOT NULL,
                times INTEGER NOT NULL,
                first_at TEXT,
                first_fact_id TEXT NOT NULL,
                last_at TEXT,
                left_at TEXT,
                PRIMARY KEY (attendee_id, place_id, day)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE emptied (
                place_id TEXT PRIMARY KEY,
                at TEXT NOT NULL,
                seq INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE ended_sessions (
                session_id TEXT NOT NULL,
                ended_at TEXT NOT NULL,
                PRIMARY KEY (session_id, ended_at)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE ticked_items (
                place_id TEXT NOT NULL,
                session_id TEXT NOT NULL,
                item_id TEXT NOT NULL,
                by TEXT NOT NULL,
                at TEXT NOT NULL,
                seq INTEGER NOT NULL,
                PRIMARY KEY (place_id, session_id, item_id)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE sign_offs (
                place_id TEXT NOT NULL,
                session_id TEXT NOT NULL,
                by TEXT NOT NULL,
                at TEXT NOT NULL,
                seq INTEGER NOT NULL,
                PRIMARY KEY (place_id, session_id)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE badge_jobs (
                id TEXT PRIMARY KEY,
                attendee_id TEXT NOT NULL,
                ticket_id TEXT NOT NULL,
                station_id TEXT NOT NULL,
                scan_id TEXT NOT NULL,
                printer_id TEXT NOT NULL,
                copy INTEGER NOT NULL,
                why TEXT NOT NULL,
                rehearsal INTEGER NOT NULL,
                state TEXT NOT NULL,
                problem TEXT NOT NULL,
                queued_seq INTEGER NOT NULL,
                changed_seq INTEGER NOT NULL,
                changed_at TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE INDEX badge_jobs_waiting ON badge_jobs (printer_id, queued_seq)
            WHERE state IN ('queued', 'sending', 'printing')
            """,
            "CREATE INDEX badge_jobs_of_a_station ON badge_jobs (station_id, changed_at)",
        ),
    )


@MIGRATIONS()
def m006_expected_people_are_counted(db: Database) -> None:
    """By batch, by triggers: the board asks many times a second, and counting 100,000 rows holds up the hub 14 ms."""
    _run(
        db,
        (
            "ALTER TABLE batches ADD COLUMN expected INTEGER NOT NULL DEFAULT 0",
            """
            UPDATE batches SET expected = (
                SELECT count(*) FROM attendees a WHERE a.batch = batches.batch AND NOT a.is_cancelled
            )
            """,
            """
            CREATE TRIGGER attendees_expected_after_insert AFTER INSERT ON attendees WHEN NOT NEW.is_cancelled
            BEGIN UPDATE batches SET expected = expected + 1 WHERE batch = NEW.batch; END
            """,
            """
            CREATE TRIGGER attendees_expected_after_delete AFTER DELETE ON attendees WHEN NOT OLD.is_cancelled
            BEGIN UPDATE batches SET expected = expected - 1 WHERE batch = OLD.batch; END
            """,
            """
            CREATE TRIGGER attendees_expected_after_update AFTER UPDATE OF is_cancelled ON attendees BEGIN
                UPDATE batches SET expected = expected + OLD.is_cancelled - NEW.is_cancelled WHERE batch = NEW.batch;
            END
            """,
        ),
    )


PROJECTIONS = (
    "opening",
    "presence",
    "headcounts",
    "arrivals",
    "entries",
    "emptied",
    "ended_sessions",
    "ticked_items",
    "sign_offs",
    "badge_jobs",
    "badge_runs",
    "tended_printers",
    "conflicts",
    "help_calls",
)
"""The tables that `rebuild` empties and refolds."""


@MIGRATIONS()
def m007_names_indexed_by_the_chunk(db: Database) -> None:
    """Whoever adds attendees indexes them, in one statement for all: by a trigger each row costs FTS5 a segment."""
    _run(
        db,
        (
            "DROP TRIGGER attendees_found_after_insert",
            "DROP TABLE attendee_search",
            """
            CREATE VIRTUAL TABLE attendee_search USING fts5 (
                search, content = 'attendees', content_rowid = 'row', detail = 'none', prefix = '1 2'
            )
            """,
            "INSERT INTO attendee_search (attendee_search) VALUES ('rebuild')",
        ),
    )


@MIGRATIONS()
def m008_notes_by_what_they_are_about(db: Database) -> None:
    """A card is drawn anew after every change: without the index each time reads all notes of the event."""
    _run(db, ("CREATE INDEX notes_by_subject ON notes (subject, kind, at)",))


@MIGRATIONS()
def m009_recognitions_are_remembered(db: Database) -> None:
    """Corrections of columns by the hash of a header row: headers are no personal data, rows never stand here."""
    _run(
        db,
        (
            """
            CREATE TABLE recognitions (
                headers_key TEXT PRIMARY KEY,
                columns TEXT NOT NULL CHECK (json_valid(columns)),
                version INTEGER NOT NULL DEFAULT 1
            ) STRICT, WITHOUT ROWID
            """,
        ),
    )


@MIGRATIONS()
def m010_payments_by_time(db: Database) -> None:
    """The drawer is read from the log: without the index, from all of it, while the desk waits."""
    _run(db, ("CREATE INDEX log_of_payments ON log (occurred_at) WHERE kind = 'attendee.paid'",))


@MIGRATIONS()
def m011_words_of_the_search(db: Database) -> None:
    """The words that the search knows, in order: a view of its index, which stores nothing."""
    _run(db, ("CREATE VIRTUAL TABLE search_words USING fts5vocab (attendee_search, row)",))


@MIGRATIONS()
def m012_set_up_is_versioned(db: Database) -> None:
    """Versions tell two who set up the same thing. Pictures stand apart: every scan reads the settings."""
    _run(
        db,
        (
            "ALTER TABLE places ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
            "ALTER TABLE categories ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
            "ALTER TABLE printers ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
            "CREATE INDEX attendees_by_category ON attendees (category, batch)",  # to count 100,000 of them at set-up
            """
            CREATE TABLE pictures (
                name TEXT PRIMARY KEY,
                png BLOB,
                width INTEGER NOT NULL,
                height INTEGER NOT NULL,
                version INTEGER NOT NULL DEFAULT 1
            ) STRICT
            """,
            """
            CREATE TABLE consents (
                attendee_id TEXT NOT NULL REFERENCES attendees (id),
                consent_id TEXT NOT NULL,
                texts TEXT NOT NULL CHECK (json_valid(texts)),
                given_at TEXT NOT NULL,
                PRIMARY KEY (attendee_id, consent_id)
            ) STRICT, WITHOUT ROWID
            """,
        ),
    )


@MIGRATIONS()
def m013_steps_of_an_import(db: Database) -> None:
    """What an import does with people on the list, whole. What a cut-off one had staged is forgotten, as ever."""
    _run(
        db,
        (
            "DROP TABLE staged_changes",
            """
            CREATE TABLE staged_steps (
                batch INTEGER NOT NULL REFERENCES batches (batch),
                attendee_id TEXT NOT NULL REFERENCES attendees (id),
                step TEXT NOT NULL CHECK (json_valid(step)),
                PRIMARY KEY (batch, attendee_id)
            ) STRICT, WITHOUT ROWID
            """,
        ),
    )


@MIGRATIONS()
def m014_badges_printed_in_advance(db: Database) -> None:
    """Runs of badges behind those that people wait for, and where a badge lies; people of one order or company."""
    _run(
        db,
        (
            "ALTER TABLE badge_jobs ADD COLUMN run_id TEXT NOT NULL DEFAULT ''",
            "DROP INDEX badge_jobs_waiting",
            """
            CREATE INDEX badge_jobs_waiting ON badge_jobs (printer_id, run_id, queued_seq)
            WHERE state IN ('queued', 'sending', 'printing')
            """,
            "CREATE INDEX badge_jobs_of_a_run ON badge_jobs (run_id, state) WHERE run_id <> ''",
            """
            CREATE TABLE badge_runs (
                id TEXT PRIMARY KEY,
                printer_id TEXT NOT NULL,
                sort TEXT NOT NULL,
                boxes TEXT NOT NULL,
                categories TEXT NOT NULL CHECK (json_valid(categories)),
                unprinted_only INTEGER NOT NULL,
                total INTEGER NOT NULL,
                is_stopped INTEGER NOT NULL,
                started_at TEXT NOT NULL,
                started_seq INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE preprinted (
                attendee_id TEXT PRIMARY KEY,
                box TEXT NOT NULL,
                number INTEGER NOT NULL,
                job_id TEXT NOT NULL,
                placed_seq INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX preprinted_by_box ON preprinted (box, number)",
            "CREATE INDEX attendees_by_order ON attendees (order_code) WHERE order_code <> ''",
            "CREATE INDEX attendees_by_company ON attendees (company) WHERE company <> ''",
        ),
    )


@MIGRATIONS()
def m014_groups_with_a_name(db: Database) -> None:
    """Groups that the organiser names. A name may be a person's: it stands in no fact."""
    _run(
        db,
        (
            """
            CREATE TABLE named_groups (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE group_members (
                attendee_id TEXT NOT NULL,
                group_id TEXT NOT NULL,
                PRIMARY KEY (attendee_id, group_id)
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX group_members_by_group ON group_members (group_id)",
        ),
    )


@MIGRATIONS()
def m015_looks_at_people(db: Database) -> None:
    """Who opened whose card, and in which hour: personal data that is seen leaves a trace."""
    _run(
        db,
        (
            """
            CREATE TABLE looks (
                attendee_id TEXT NOT NULL,
                viewer TEXT NOT NULL,
                hour TEXT NOT NULL,
                PRIMARY KEY (attendee_id, viewer, hour)
            ) STRICT, WITHOUT ROWID
            """,
        ),
    )


@MIGRATIONS()
def m016_printers_are_tended(db: Database) -> None:
    """What people do to printers, since when each is in its state, and the jobs about which somebody is asked."""
    _run(
        db,
        (
            "ALTER TABLE printers ADD COLUMN changed_at TEXT",
            """
            CREATE TABLE tended_printers (
                printer_id TEXT PRIMARY KEY,
                is_paused INTEGER NOT NULL DEFAULT 0,
                labels_left INTEGER
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE INDEX badge_jobs_in_doubt ON badge_jobs (printer_id, state, queued_seq)
            WHERE state IN ('unknown', 'failed')
            """,
            "CREATE INDEX badge_jobs_printed ON badge_jobs (changed_seq) WHERE state = 'printed'",
        ),
    )


@MIGRATIONS()
def m016_what_printers_count(db: Database) -> None:
    """What a printer said last of its labels: said again it is no news, and corrects nobody who has loaded some."""
    _run(db, ("ALTER TABLE printers ADD COLUMN labels_told INTEGER",))


@MIGRATIONS()
def m017_jobs_that_come_out(db: Database) -> None:
    """With what a claimed badge is drawn, which printer is a station's own, and which spooler serves a printer."""
    _run(
        db,
        (
            "ALTER TABLE leases ADD COLUMN layout TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE leases ADD COLUMN layout_version INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE printers ADD COLUMN served_by TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE stations ADD COLUMN printer_id TEXT NOT NULL DEFAULT ''",
        ),
    )


@MIGRATIONS()
def m018_layouts_keep_their_texts(db: Database) -> None:
    """Every text that a layout had; by the index, which badges were drawn with it."""
    _run(
        db,
        (
            """
            CREATE TABLE layout_versions (
                name TEXT NOT NULL,
                version INTEGER NOT NULL,
                toml TEXT NOT NULL,
                PRIMARY KEY (name, version)
            ) STRICT
            """,
            "INSERT INTO layout_versions SELECT name, version, toml FROM layouts",
            """
            CREATE INDEX log_by_layout
            ON log (json_extract(data, '$.layout'), json_extract(data, '$.layout_version'), subject)
            WHERE kind = 'badge.sending'
            """,
        ),
    )


@MIGRATIONS()
def m019_stations_are_set_up_anew(db: Database) -> None:
    """What a station offers, whether it is out of order, its version; and the token of one that was revoked.

    By that token's hash its device is told apart from one that was never paired: it is to wipe itself.
    """
    _run(
        db,
        (
            """
            ALTER TABLE stations ADD COLUMN offers TEXT NOT NULL DEFAULT '["no_ticket","walk_in"]'
            CHECK (json_valid(offers))
            """,
            "UPDATE stations SET offers = '[]' WHERE mode = 'door'",
            "ALTER TABLE stations ADD COLUMN is_out_of_order INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE stations ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
            "ALTER TABLE stations ADD COLUMN revoked_hash TEXT",
            "CREATE INDEX stations_revoked ON stations (revoked_hash) WHERE revoked_hash IS NOT NULL",
        ),
    )


@MIGRATIONS()
def m020_calls_for_help(db: Database) -> None:
    """Calls for help that are open."""
    _run(
        db,
        (
            """
            CREATE TABLE help_calls (
                id TEXT PRIMARY KEY,
                station_id TEXT NOT NULL,
                called_at TEXT NOT NULL,
                answered_by TEXT NOT NULL DEFAULT '',
                answered_at TEXT
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX help_calls_by_station ON help_calls (station_id)",
        ),
    )


@MIGRATIONS()
def m021_badges_wait_for_a_look(db: Database) -> None:
    """Until when a held badge waits for its owner. A register: whoever is at the kiosk prolongs it without a fact."""
    _run(
        db,
        (
            """
            CREATE TABLE holds (
                job_id TEXT PRIMARY KEY,
                until TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX badge_jobs_held ON badge_jobs (queued_seq) WHERE state = 'held'",
        ),
    )


@MIGRATIONS()
def m021_what_people_get(db: Database) -> None:
    """Short words for what somebody gets beside the badge: by the list, and by their category."""
    _run(
        db,
        (
            "ALTER TABLE attendees ADD COLUMN gets TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(gets))",
            "ALTER TABLE categories ADD COLUMN gets TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(gets))",
            "CREATE INDEX bookings_by_attendee ON bookings (attendee_id)",
        ),
    )


@MIGRATIONS()
def m021_proofs_without_a_ticket(db: Database) -> None:
    """Codes that prove once who somebody is; and the tries that failed, which every further one looks at."""
    _run(
        db,
        (
            """
            CREATE TABLE proof_codes (
                code_hash TEXT PRIMARY KEY,
                attendee_id TEXT NOT NULL,
                expires_at TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX log_of_failed_proofs ON log (recorded_at) WHERE kind = 'station.proof_failed'",
        ),
    )


@MIGRATIONS()
def m022_roster_for_when_the_line_is_cut(db: Database) -> None:
    """Entries are drawn beforehand: to seal them when somebody asks takes seconds. No projection: see store/rosters.py.

    What an import settles with people on the list states no fact for each of them: the trigger tells of it.
    """
    _run(
        db,
        (
            """
            CREATE TABLE roster_drawing (
                one INTEGER PRIMARY KEY CHECK (one = 1) DEFAULT 1,
                salt BLOB NOT NULL,
                private_key BLOB NOT NULL,
                revision INTEGER NOT NULL DEFAULT 0,
                log_seq INTEGER NOT NULL DEFAULT 0,
                sweep_row INTEGER,
                day TEXT NOT NULL,
                next_day TEXT NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE roster (
                lookup BLOB PRIMARY KEY,
                ticket_id TEXT NOT NULL,
                attendee_id TEXT NOT NULL,
                entry BLOB NOT NULL,
                digest BLOB NOT NULL,
                is_removed INTEGER NOT NULL,
                changed INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX roster_by_attendee ON roster (attendee_id)",
            "CREATE INDEX roster_by_change ON roster (changed, is_removed)",
            "CREATE TABLE roster_due (attendee_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
            "CREATE TABLE roster_categories (position INTEGER PRIMARY KEY, category TEXT NOT NULL UNIQUE) STRICT",
            """
            CREATE TRIGGER attendees_drawn_anew_after_update AFTER UPDATE OF full_name, given_name, company, category,
                language, pronouns, is_paid, is_cancelled, is_blocked, valid_days ON attendees
            BEGIN INSERT OR IGNORE INTO roster_due VALUES (NEW.id); END
            """,
        ),
    )


@MIGRATIONS()
def m021_staff_at_kiosks(db: Database) -> None:
    """PINs that staff type at kiosks, each with a number, and who of them is at which."""
    _run(
        db,
        (
            """
            CREATE TABLE kiosk_pins (
                account_id TEXT PRIMARY KEY REFERENCES accounts (id),
                number INTEGER NOT NULL UNIQUE,
                pin_hash TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE kiosk_visits (
                station_id TEXT PRIMARY KEY REFERENCES stations (id),
                token_hash TEXT NOT NULL,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                expires_at TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
        ),
    )


@MIGRATIONS()
def m023_conflicts_of_scans(db: Database) -> None:
    """What stations did while they were cut off and the rules say otherwise of; a projection."""
    _run(
        db,
        (
            """
            CREATE TABLE conflicts (
                scan_id TEXT NOT NULL,
                kind TEXT NOT NULL,
                attendee_id TEXT NOT NULL,
                place_id TEXT NOT NULL,
                station_id TEXT NOT NULL,
                at TEXT NOT NULL,
                reason TEXT NOT NULL,
                other_scan_id TEXT NOT NULL,
                verdict TEXT NOT NULL DEFAULT '',
                resolved_by TEXT NOT NULL DEFAULT '',
                resolved_at TEXT,
                PRIMARY KEY (scan_id, kind)
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX conflicts_of_an_attendee ON conflicts (attendee_id, place_id)",
        ),
    )


@MIGRATIONS()
def m024_who_has_come_stands_on_the_roster(db: Database) -> None:
    """Everybody is drawn anew: an entry also tells of whoever has left, or came on another day."""
    _run(db, ("UPDATE roster_drawing SET sweep_row = 0",))


@MIGRATIONS()
def m025_revoked_tokens_are_remembered(db: Database) -> None:
    """Hashes of revoked tokens, kept when a spare device is paired: the lost one is still to wipe itself."""
    _run(
        db,
        (
            """
            CREATE TABLE revoked_tokens (
                token_hash TEXT PRIMARY KEY,
                station_id TEXT NOT NULL REFERENCES stations (id)
            ) STRICT, WITHOUT ROWID
            """,
            "INSERT INTO revoked_tokens SELECT revoked_hash, id FROM stations WHERE revoked_hash IS NOT NULL",
            "DROP INDEX stations_revoked",
            "ALTER TABLE stations DROP COLUMN revoked_hash",
        ),
    )


@MIGRATIONS()
def m026_what_a_schedule_said_of_a_room(db: Database) -> None:
    """So that the next file changes only what is new in it; of rooms that were read before, what stands there now."""
    _run(
        db,
        (
            "ALTER TABLE places ADD COLUMN imported_name TEXT",
            "ALTER TABLE places ADD COLUMN imported_capacity INTEGER",
            "UPDATE places SET imported_name = name, imported_capacity = capacity WHERE source_id IS NOT NULL",
        ),
    )


@MIGRATIONS()
def m027_wrong_pins_by_account(db: Database) -> None:
    """Every PIN that is typed asks for the wrong ones since its owner last came in, at whatever kiosk."""
    _run(
        db,
        (
            """
            CREATE INDEX log_of_refused_pins ON log (json_extract(data, '$.account_id'))
            WHERE kind = 'station.pin_refused'
            """,
            "CREATE INDEX log_of_staff_who_came ON log (actor) WHERE kind = 'station.staff_came'",
        ),
    )


@MIGRATIONS()
def m028_passing_people_are_counted_by_an_index(db: Database) -> None:
    """Ten times a second, while people arrive: the board does not expect them."""
    _run(
        db,
        (
            "DROP INDEX attendees_by_category",
            "CREATE INDEX attendees_by_category ON attendees (category, batch, is_cancelled)",
        ),
    )
