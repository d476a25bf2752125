"""Files in and out: parse and validate, nothing of the store.

A reader takes a file and gives the domain's rows (`AttendeeRow`, `Schedule`) and `RowProblem`s; it never
writes, never decides what happens to a row, and never raises for what a file says. Attendees are streamed:
a million lines need no more memory than a thousand, but for the codes already seen.
Readers are found through the entry points `turnout.formats` (`readers.find_reader`).
"""
