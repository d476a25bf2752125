"""Stations: adding, pairing once, hearing from them, silence, revoking."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW, caller, chance_of, put_station
from on_the_log import facts, kinds, seq, text_of_log

from turnout.demo.event import SeededChance
from turnout.domain.errors import BadInput, NotFound
from turnout.domain.facts import StationAdded, StationCameBack, StationFellSilent, StationPaired, StationRevoked
from turnout.domain.model import VENUE, Role, StationMode
from turnout.services import stations
from turnout.services.chance import hash_of
from turnout.services.event import Caller, Event
from turnout.services.stations import PAIRING_CODE_LIVES, SILENT_AFTER, PairingCode
from turnout.store import printers
from turnout.store import stations as register
from turnout.store.printers import Printer

BOSS = caller()


@pytest.fixture
def code(event: Event, chance: SeededChance) -> PairingCode:
    """A station that waits to be paired."""
    return stations.add(event, " Entrance  A ", StationMode.ENTRANCE, VENUE, "", BOSS, NOW, chance)


def states(event: Event, station_id: str) -> tuple[bool, bool]:
    """Whether a station is paired, and whether it is silent."""
    report = next(r for r in register.reports(event.reader) if r.station.id == station_id)
    return report.is_paired, report.is_silent


def test_a_station_is_added_and_waits(event: Event, code: PairingCode) -> None:
    assert facts(event)[-1] == StationAdded(code.station_id, "entrance", VENUE)
    station = register.find(event.reader, code.station_id)
    assert station is not None
    assert (station.name, station.languages) == ("Entrance A", ("en", "pl", "lv"))
    assert states(event, code.station_id) == (False, False)
    assert code.expires_at == NOW + PAIRING_CODE_LIVES


def test_a_code_pairs_once(event: Event, code: PairingCode) -> None:
    paired = stations.pair(event, code.code, NOW, chance_of("pair"))
    assert paired.station.id == code.station_id
    assert facts(event)[-1] == StationPaired(code.station_id)
    assert register.by_token(event.reader, hash_of(paired.token)) == paired.station
    with pytest.raises(NotFound) as problem:
        stations.pair(event, code.code, NOW, chance_of("again"))
    assert problem.value.code == "pairing_code_unknown"


def test_a_code_is_forgiven_its_spelling(event: Event, code: PairingCode) -> None:
    typed = f" {code.code[:4].lower()} - {code.code[4:].replace('0', 'o').replace('1', 'l')}"
    assert stations.pair(event, typed, NOW, chance_of("pair")).station.id == code.station_id


def test_a_code_ends_with_its_time(event: Event, code: PairingCode) -> None:
    with pytest.raises(NotFound):
        stations.pair(event, code.code, code.expires_at, chance_of("pair"))


def test_a_new_code_ends_the_one_before(event: Event, code: PairingCode) -> None:
    newer = stations.pairing_code(event, code.station_id, NOW, chance_of("newer"))
    with pytest.raises(NotFound):
        stations.pair(event, code.code, NOW, chance_of("pair"))
    assert stations.pair(event, newer.code, NOW, chance_of("pair")).station.id == code.station_id


def test_pairing_anew_ends_the_token_before(event: Event, code: PairingCode) -> None:
    stolen = stations.pair(event, code.code, NOW, chance_of("pair"))
    newer = stations.pairing_code(event, code.station_id, NOW, chance_of("newer"))
    stations.pair(event, newer.code, NOW, chance_of("pair again"))
    assert register.by_token(event.reader, hash_of(stolen.token)) is None


def test_secrets_are_kept_as_hashes_only(event: Event, code: PairingCode) -> None:
    token = stations.pair(event, code.code, NOW, chance_of("pair")).token
    dump = "\n".join(event.reader.iterdump())
    assert token not in dump
    assert code.code not in dump
    assert hash_of(token) in dump
    assert hash_of(token) not in text_of_log(event)


def test_revoking_ends_the_token_and_the_code(event: Event, code: PairingCode) -> None:
    paired = stations.pair(event, code.code, NOW, chance_of("pair"))
    waiting = stations.pairing_code(event, code.station_id, NOW, chance_of("waiting"))
    for n in range(2):
        stations.revoke(event, code.station_id, BOSS, NOW, chance_of(f"revoke {n}"))
    assert register.by_token(event.reader, hash_of(paired.token)) is None
    assert [f for f in facts(event) if isinstance(f, StationRevoked)] == [StationRevoked(code.station_id)]
    with pytest.raises(NotFound):
        stations.pair(event, waiting.code, NOW, chance_of("pair again"))


@pytest.mark.parametrize("hours", [0, 3 * 365 * 24, -3 * 365 * 24])
def test_a_heartbeat_measures_the_skew(event: Event, code: PairingCode, hours: int) -> None:
    station = stations.pair(event, code.code, NOW, chance_of("pair")).station
    before = seq(event)
    skew = stations.heartbeat(event, station, NOW + timedelta(hours=hours), 4, NOW, chance_of("beat"))
    report = next(r for r in register.reports(event.reader) if r.station.id == station.id)
    assert skew == report.station.clock_skew_ms == -hours * 3_600_000
    assert (report.last_seen, report.queued) == (NOW, 4)
    assert seq(event) == before  # heartbeats are not facts


def test_silence_and_coming_back_are_facts_once(event: Event, code: PairingCode) -> None:
    station = stations.pair(event, code.code, NOW, chance_of("pair")).station
    stations.heartbeat(event, station, NOW, 0, NOW, chance_of("beat"))
    silent_at = NOW + SILENT_AFTER + timedelta(milliseconds=1)
    for n in range(2):
        stations.note_silence(event, silent_at, chance_of(f"silence {n}"))
    assert states(event, station.id) == (True, True)
    for n in range(2):
        stations.heartbeat(event, station, silent_at, 0, silent_at, chance_of(f"beat again {n}"))
    assert states(event, station.id) == (True, False)
    assert facts(event)[-2:] == [StationFellSilent(station.id), StationCameBack(station.id)]


def test_a_station_heard_in_time_is_not_silent(event: Event, code: PairingCode) -> None:
    station = stations.pair(event, code.code, NOW, chance_of("pair")).station
    stations.heartbeat(event, station, NOW, 0, NOW, chance_of("beat"))
    stations.note_silence(event, NOW + SILENT_AFTER, chance_of("silence"))
    assert states(event, station.id) == (True, False)


def test_a_phone_is_one_station_a_person_and_place(event: Event) -> None:
    account = Caller("staff", Role.STAFF)
    event.write(lambda tx: tx.execute("INSERT INTO accounts VALUES ('staff', 'Staff', 'staff', '')"))
    first = stations.phone(event, account, VENUE, NOW, chance_of("phone"))
    assert stations.phone(event, account, VENUE, NOW, chance_of("phone again")) == first
    assert kinds(event).count("station.added") == 1
    assert first not in [report.station for report in register.reports(event.reader)]


def test_what_cannot_be_a_station(event: Event, chance: SeededChance) -> None:
    with pytest.raises(BadInput):
        stations.add(event, " ", StationMode.DOOR, VENUE, "", BOSS, NOW, chance)
    with pytest.raises(NotFound):
        stations.add(event, "Door", StationMode.DOOR, "nowhere", "", BOSS, NOW, chance)
    for verb in (stations.pairing_code, lambda e, s, n, c: stations.revoke(e, s, BOSS, n, c)):
        with pytest.raises(NotFound) as problem:
            verb(event, "nothing", NOW, chance)
        assert problem.value.code == "no_station"


def test_a_station_without_a_group_gets_the_only_one(printing: Event, chance: SeededChance) -> None:
    made = stations.add(printing, "Entrance", StationMode.ENTRANCE, VENUE, "", BOSS, NOW, chance)
    station = register.find(printing.reader, made.station_id)
    assert station is not None
    assert station.printer_group == "entrance"


def test_a_revoked_station_scans_no_more(event: Event) -> None:
    gate = put_station(event)
    stations.revoke(event, "gate", BOSS, NOW, chance_of("revoke"))
    now = register.find(event.reader, gate.actor)
    assert now is not None
    assert now.is_revoked


def test_a_station_may_have_a_printer_of_its_own_and_is_of_its_group(event: Event, chance: SeededChance) -> None:
    for printer_id, group in (("door", "entrance"), ("attic", "upstairs")):
        printer = Printer(printer_id, printer_id, "folder", {"folder": "/nowhere"}, group)
        event.write(lambda tx, printer=printer: printers.put(tx.connection, printer))  # type: ignore[misc]
    made = stations.add(event, "Kiosk", StationMode.ENTRANCE, VENUE, "", BOSS, NOW, chance, printer_id="attic")
    found = register.find(event.reader, made.station_id)
    assert found is not None
    assert (found.printer_id, found.printer_group) == ("attic", "upstairs")
    with pytest.raises(NotFound) as problem:
        stations.add(event, "Other", StationMode.ENTRANCE, VENUE, "", BOSS, NOW, chance, printer_id="cellar")
    assert problem.value.code == "no_printer"
