"""What people bring to an event: lists of attendees, and a schedule."""

from __future__ import annotations

LIST = "Name,E-mail,Ticket code,ID\nAda Lovelace,ada@example.org,T-1,1\nBob Bobson,bob@example.org,T-2,2\n"
HALF_BROKEN = (
    "Name,E-mail,Ticket code,ID\n"
    "Ada Lovelace,ada@example.org,T-1,1\n"
    ",nobody@example.org,T-9,9\n"
    "Bob Bobson,bob@example.org,T-1,2\n"
    "Eve Evans,eve@example.org,T-3,3\n"
)

FRAB = """
{"schedule": {"version": "1", "conference": {"title": "Congress", "time_zone_name": "Europe/Riga",
  "rooms": [{"name": "Great Hall", "guid": "7f9f9bcb-30f3-5f0b-9d0e-9d6f6f7a7f01", "capacity": 200}],
  "days": [{"index": 1, "date": "2026-05-01", "rooms": {"Great Hall": [
    {"id": 1, "guid": "a6b3a1f0-30f3-5f0b-9d0e-9d6f6f7a7f02", "date": "2026-05-01T10:00:00+03:00", "start": "10:00",
     "duration": "00:45", "room": "Great Hall", "title": "Opening", "persons": [{"public_name": "Ada Lovelace"}]}]}}]}}}
"""
