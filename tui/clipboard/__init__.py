"""The clipboard of a person who mostly sits at another machine.

Which road a value takes to get there, and what can be said of it.
"""
