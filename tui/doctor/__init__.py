"""`poolwalk doctor`.

Whether everything holds that the migration rests on, on the command line and in the app.
"""
