"""A demo event made so that something is going on now: people, a programme, and a crowd that lives it.

Everything is drawn from a seed: the same seed and the same `now` give the same event. Nobody here is real;
addresses are at example.org, companies are invented.
"""
