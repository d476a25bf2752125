"""The spooler: a process that fetches badge jobs from the server, prints them, and says what came of each.

It asks, the server never calls it, so that it runs wherever the printer is. It keeps nothing: a job it held
when it died is the server's question, never printed a second time on its own. Logs name jobs, never people.
"""
