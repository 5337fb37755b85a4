"""What differs between the two pools, as settings, step by step.

`comparison.py` puts them together: a setting that is compared from now on is added there, or in the
file of its kind that it names.
"""
