"""Spoken German and English, both ways: dates, times, numbers, names. Pure."""
