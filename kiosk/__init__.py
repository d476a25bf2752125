"""The kiosk: a page where attendees check themselves in, the endpoints that stations speak to, and its agent.

Pages, HTTP and nothing else: parse, call one service, render. Knows nothing of the dashboard. `kiosk.face` is found by
the entry point group `turnout.faces`. Nothing is imported here: `kiosk.agent` runs beside a browser, without the rest.
"""
