"""A plan that is kept in a file: what it writes, who approved it, what changed since.

It knows the changes and the journal's record, and sends nothing.
"""
