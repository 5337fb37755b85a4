"""A deployment being walked: State, the Store that keeps it, and parts with one subject each."""
