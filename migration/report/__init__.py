"""A report to hand on: what was done, by whom and when, what is left, and the verdict."""
