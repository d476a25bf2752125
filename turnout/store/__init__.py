"""The event file: one SQLite database with the log, the projections and the registers.

All SQL of the project stands here. Writes go through the one writer; reads have connections of their
own. No function here decides anything: rules are in `domain`, verbs in `services`. No clock, no random ids.
"""
