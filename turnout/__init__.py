"""Turnout: on-site registration and check-in, everything a fact in one log.

domain (pure rules) < formats, store (files, SQLite) < services (one function a verb) < web (Flask glue)
< cli, server, demo. Imports go down only. The faces, `kiosk` and `dashboard`, stand above and are found
by entry points, never imported from here.
"""
