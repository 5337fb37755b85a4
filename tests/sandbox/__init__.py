"""The practice AWS keeps AWS's rules."""
