"""AWS, asked: clients, pacing, the reads and writes that the walkthrough needs, and what went wrong in words."""
