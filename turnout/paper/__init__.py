"""What goes on ordinary paper: tickets, and the lists for a day without computers; as PDF and PNG.

Values in, files out: no SQL, no clock, no rules. Letters, their fitting and QR symbols are the badges'.
Pages are black and white at the printer's own dots, drawn and written one at a time.
"""
