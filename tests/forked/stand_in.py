"""Stands in for the practice AWS that a demo starts: it has it forked, and waits for it.

`python -I -S stand_in.py SOCKET OPTIONS…`, with what `python -m sandbox OPTIONS…` would be given.
It loads next to nothing, and ends as that ends; that ends with it.
"""

import json
import os
import socket
import sys

with socket.socket(socket.AF_UNIX) as server:
    server.connect(sys.argv[1])
    wanted = {
        "module": "sandbox",
        "arguments": sys.argv[2:],
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "own_session": True,
        "no_folder_in_path": True,
        "stood_for_by": os.getpid(),
    }
    socket.send_fds(server, [b" "], [0, 1, 2])
    server.sendall(json.dumps(wanted).encode() + b"\n")
    for stream in (0, 1, 2):
        os.close(stream)  # the fork has them
    with server.makefile() as answers:
        answers.readline()
        status = answers.readline()
os._exit(os.waitstatus_to_exitcode(int(status)) & 0xFF if status else 1)
