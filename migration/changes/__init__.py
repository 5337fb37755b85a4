"""The one road that every write takes: read again, compare with what was seen, merge, send everything, read back, journal."""
