"""`python -m sandbox`: start the practice AWS and say in one line of JSON where it is.

The line goes to standard output: `{"endpoint", "access_key", "secret_key", "region", "account",
"check_hosts", "known"}`. `check_hosts` has each host that is played and the address to ask instead,
`known` what the owner of the apps knows of them. The keys are new each time and never stand in an
argument list, which every user of the machine can read. The server lives as long as its standard
input is open: so it ends with its parent, however that one ends.
"""

import argparse
import contextlib
import json
import os
import secrets
import sys
from pathlib import Path
from threading import Thread

from sandbox import colleagues, sample
from sandbox.models import ASKED_FIRST, service_model
from sandbox.outside.consoles import known
from sandbox.server import Server
from sandbox.service import Aws

_SAMPLE = Path(__file__).parent.parent / "assets" / "sample" / "acme.toml"


def main() -> None:
    """Serves until standard input ends."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="An AWS to practise on.")
    parser.add_argument(
        "--sample", type=Path, default=_SAMPLE, help="the deployment to play (TOML)"
    )
    parser.add_argument(
        "--port", type=int, default=0, help="the port on 127.0.0.1; any free one when left out"
    )
    parser.add_argument(
        "--team-table", default="", help="a table of DynamoDB that is there from the beginning"
    )
    arguments = parser.parse_args()
    access_key = f"AKIA{secrets.token_hex(8).upper()}"
    secret_key = secrets.token_urlsafe(30)
    account = sample.load(arguments.sample, access_key, secret_key)
    if arguments.team_table:
        colleagues.add_table(account, arguments.team_table)
    server = Server(Aws(account), arguments.port)
    Thread(target=server.serve_forever, name="server", daemon=True).start()
    Thread(target=_load_models, name="models", daemon=True).start()
    line = {
        "endpoint": server.endpoint,
        "access_key": access_key,
        "secret_key": secret_key,
        "region": account.region,
        "account": account.id,
        "check_hosts": server.check_hosts,
        "known": known(account.consoles),
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
    _wait_for_end_of_input()
    # No farewell: calls that hang on purpose would keep a polite exit waiting.
    os._exit(0)


def _load_models() -> None:
    for service in ASKED_FIRST:
        service_model(service)


def _wait_for_end_of_input() -> None:
    # By hand, in a terminal, Ctrl-C ends it as well as Ctrl-D.
    with contextlib.suppress(KeyboardInterrupt):
        while os.read(sys.stdin.fileno(), 65536):
            pass


if __name__ == "__main__":
    main()
