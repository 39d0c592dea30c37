"""Tells people of the office what waits: by their own mail server, broker or web server."""
