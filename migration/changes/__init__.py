"""The one road that every write takes.

Read again, compare with what was seen, merge, send everything, read back, record in the journal.
"""
