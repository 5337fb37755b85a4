"""The program started by a fork of a process that has loaded everything, not from nothing.

Loading Textual, botocore and AWS's service models takes a process that a test starts more time than
all else that it does. `python -m tests.forked` loads them once for each worker; what a test starts
by `process.popen` is a fork of it, and so is the practice AWS of a demo (`stand_in.py`).

Shared is what a module makes while it is loaded, and what is read of botocore's own files. A
process has to itself, as if it were started from nothing: arguments, environment, folder, session,
streams, signals, threads, lot (`random`), exit code, and its end, before which it takes nothing
apart (`ending.py`). It begins with `tui.main` or `sandbox` as `python -m` does. Wherever a module
looked at a variable while it was loaded, and the wanted process has another value, it is started
from nothing, and so is every other command.

What loading itself does (what is loaded when, how long until the first paint, what a signal does
meanwhile) is not to be seen in a fork: a test of that starts its process from nothing.
"""
