"""The person's clipboard, who mostly sits at another machine: which road a value takes there, and what can be said of it."""
