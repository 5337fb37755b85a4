"""The facade's rooms.

Opening and reading a deployment, looking at it, entering what only a person knows, and writing.
"""
