"""What was done, by whom and when: append-only. The checklist is derived from it."""
