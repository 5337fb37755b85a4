"""The page of a plan's file: who made and approved it, how it stands now, and writing it."""
