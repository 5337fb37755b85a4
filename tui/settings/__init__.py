"""What a person may set: its names, where it comes from, and the typed result."""
