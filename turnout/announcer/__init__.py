"""Announcing the server in the venue's network, so that kiosks find it without an address being typed.

DNS-SD over mDNS (RFC 6762, 6763), as `_turnout._tcp`. In a process of its own: zeroconf brings an event loop that
gevent's hub must not meet.
"""
