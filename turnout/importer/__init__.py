"""An import from its file to the list: for a command, and for the process that the server starts.

Finds the file's reader, compares, stages through whoever holds the event file, and tells what came of it.
"""
