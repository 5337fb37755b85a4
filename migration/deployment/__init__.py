"""All that is read of a deployment: both pools, its stacks, what is attached to them."""
