"""Full screens and dialogs, one a file. They hold what the person is doing; the panes draw it."""
