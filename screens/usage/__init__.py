"""The page that shows who uses which pool."""
