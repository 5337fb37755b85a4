"""A picture of both pools' configuration in a file, and what differs from it later."""
