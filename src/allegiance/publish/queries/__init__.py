"""Stored queries for others: a catalogue, shapes that editors read, OpenAPI."""
