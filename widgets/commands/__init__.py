"""Every command with its keys, and where it applies."""
