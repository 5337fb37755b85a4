"""`poolwalk doctor`: whether everything is in order that the migration needs.

The command line and the app both show it.
"""
