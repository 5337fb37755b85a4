"""The terminal: how it is driven, and how the program ends when it goes away."""
