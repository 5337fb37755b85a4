"""AWS: clients, pacing, every read and write of the walkthrough, and failures put into words."""
