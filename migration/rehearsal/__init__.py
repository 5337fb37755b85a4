"""The whole walk on throw-away copies of both pools, in the same account, before production."""
