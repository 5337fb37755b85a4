"""Forks a process for each request that comes through its socket, with everything loaded.

`python -m tests.forked SOCKET` says in a line that it listens, and lives as long as its standard
input is open. A connection begins with `?`, and is told which variables were looked at while all
was loaded, and their values, in a line of JSON. Or it begins with a space, with which three
descriptors come (standard input, output and error), and a line of JSON (`Wanted`): it is told the
process's number in a line, and in another, once that has ended, its status as `waitpid` gives it.
Whoever closes the connection before ends the process.
"""

from tests.forked.ending import run
from tests.forked.server import serve

run(serve())
