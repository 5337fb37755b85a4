"""Panes and what they are drawn with. A widget draws and posts messages; it decides nothing."""
