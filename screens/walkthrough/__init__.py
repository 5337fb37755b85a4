"""The main screen: both pools side by side, every step, and what each key does."""
