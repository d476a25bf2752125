"""The rules and the data of an event, pure.

Nothing here reads a file, a clock, a database or a request: everything is an argument.
The standard library only. Services call these functions inside a transaction; tests call
them with plain values.
"""
