"""The demo: a made-up deployment on a practice AWS, and its consoles."""
