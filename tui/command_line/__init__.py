"""The commands that need no screen, one a file, and what they share."""
