"""The walkthrough: steps as Markdown files, the values to paste, and how far each step has come."""
