"""The step "Also differs": what is attached to both pools, and no other step shows."""
