"""The demo's environment: no AWS configuration of the person's, no way to a real account."""

import os
from collections.abc import MutableMapping
from pathlib import Path

_PACKAGES = Path(__file__).parents[2]  # where `sandbox` is, beside us


def where_packages_are(environment: dict[str, str]) -> dict[str, str]:
    """The same, with the folder that holds ours and all others in the one file of `make dist`.

    The Python of that file knows it from the start alone: a child would not.
    """
    folders = [str(_PACKAGES), environment.get("PYTHONPATH", "")]
    return {**environment, "PYTHONPATH": os.pathsep.join(filter(None, folders))}


def without_aws(environment: dict[str, str]) -> dict[str, str]:
    """An environment in which no AWS configuration of the person's is left."""
    kept = {
        name: value
        for name, value in environment.items()
        if not name.upper().startswith(("AWS_", "BOTO_"))
    }
    nowhere = dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"), os.devnull)
    return kept | nowhere | {"AWS_EC2_METADATA_DISABLED": "true"}


def turn_to(endpoint: str, environment: MutableMapping[str, str]) -> None:
    """Let nothing in this process reach a real account.

    It takes away configuration, credentials, and every endpoint but the practice AWS. The request
    already names endpoint and credentials; this is for whatever might forget to.
    """
    from secrets import token_hex

    clean = without_aws(dict(environment))
    for name in [name for name in environment if name not in clean]:
        del environment[name]
    environment.update(clean)
    environment["AWS_ENDPOINT_URL"] = endpoint
    environment["AWS_ACCESS_KEY_ID"] = environment["AWS_SECRET_ACCESS_KEY"] = f"none-{token_hex(4)}"
    # A proxy cannot reach this machine's loopback.
    for name in ("NO_PROXY", "no_proxy"):
        environment[name] = ",".join(
            filter(None, [environment.get(name, ""), "127.0.0.1,localhost"])
        )
