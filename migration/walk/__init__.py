"""The facade's rooms: opening and reading a deployment, looking at it, entering what only a person knows, and writing."""
