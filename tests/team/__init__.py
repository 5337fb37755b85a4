"""A record that a team shares."""
