"""Flask glue that the faces share: the app factory, who is calling, errors, sockets, health, print jobs.

No rule and no SQL. Everything is built in `app.create_app` and passed in; a face is a function
`face(house)` found by the entry point group `turnout.faces`, and adds its pages and endpoints.
"""
