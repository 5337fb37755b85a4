"""AWS, asked: clients, pacing, the reads and writes that the walkthrough needs.

And what went wrong in words.
"""
