"""What was read of the two pools: immutable, typed, secrets masked."""
