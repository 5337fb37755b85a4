"""Servers that keep a team's table: the practice AWS, moto's, and npm's dynalite.

The last is started where it is found: where `make dynalite` puts it, on the path, or where
`POOLWALK_DYNALITE` says. It is not moto, nor anything of ours.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from migration.aws.connection import Connection, connect
from migration.aws.team_table import TeamTable

NAME = "poolwalk-team"
_LISTENS = """
const server = require(process.argv[1])({createTableMs: 0})
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`))
"""


@contextmanager
def motos() -> Iterator[str]:
    """The endpoint of a server of moto's, in this process, that takes one request at a time.

    Between judging a condition and putting the item moto holds nothing, as DynamoDB does: of two
    requests at once, both would be told that theirs was put.
    """
    moto = pytest.importorskip("moto.moto_server.werkzeug_app")
    serving = pytest.importorskip("werkzeug.serving")
    app = moto.DomainDispatcherApplication(moto.create_backend_app)
    server = serving.make_server("127.0.0.1", 0, app, threaded=False)
    serves = Thread(target=server.serve_forever, daemon=True, name="moto")
    serves.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    serves.join()
    server.server_close()


def found_dynalite() -> str:
    """The program; empty where it is not installed."""
    beside = Path(sys.prefix, "dynalite", "node_modules", ".bin")
    named = os.environ.get("POOLWALK_DYNALITE", "")
    return named or shutil.which("dynalite", path=beside) or shutil.which("dynalite") or ""


@contextmanager
def dynalites() -> Iterator[str]:
    """The endpoint of a server of dynalite's, a process of its own."""
    program = found_dynalite()
    if not program:
        pytest.skip("npm's dynalite is not here: make dynalite")
    # Its own command takes port 0 for its usual one, which is another test's at the same time.
    package = str(Path(program).resolve().parent)
    with subprocess.Popen(
        ["node", "-e", _LISTENS, package], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"https?://\S+", process.stdout.readline())
            assert address is not None
            yield address[0]
        finally:
            process.kill()


def reach(endpoint: str) -> Connection:
    """A connection to a server that takes any keys."""
    return connect(region="us-east-1", endpoint_url=endpoint, credentials=("testing", "testing"))


def make_table(dynamodb: Any, name: str = NAME) -> None:
    """A table for a record."""
    dynamodb.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": "deployment", "KeyType": "HASH"},
            {"AttributeName": "sequence", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "deployment", "AttributeType": "S"},
            {"AttributeName": "sequence", "AttributeType": "N"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})


def table_at(connection: Connection, name: str = NAME) -> TeamTable:
    """The table, made."""
    make_table(connection.client("dynamodb"), name)
    return TeamTable(connection, name)
