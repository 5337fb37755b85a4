"""The gates that every write passes, before the writer looks at the pools (`changes/writer.py`)."""
