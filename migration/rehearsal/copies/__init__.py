"""How both copies are made at AWS, part by part, from what was read of production."""
