"""The engine: what the two pools are, what differs, what to write, what was done.

It knows no terminal.
"""
