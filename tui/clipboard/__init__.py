"""The person's clipboard, who mostly sits at another machine.

Which road a value takes there, and what can be said of it.
"""
