"""The kiosk's agent: on a Pi it is the origin that never changes, `http://localhost:8090`.

Service worker, roster and outbox belong to an origin, and the server's address may change from one venue to the
next: so the browser speaks to this process only. It finds the server by mDNS, passes requests and websockets on
to it over TLS, and prints when the server is away. It runs alone beside a browser; of ours it imports `badges`,
nothing else. It listens on loopback only.
"""
