"""What differs between the two pools, as settings, step by step."""
