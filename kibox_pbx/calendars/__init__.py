"""The practice's own calendars: read, written, and kept the same as kibox's."""
