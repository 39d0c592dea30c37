"""Simulated callers on a second Asterisk: the demo call, and the telephone tests."""
