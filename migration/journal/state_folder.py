"""The folder of what Poolwalk keeps on this machine, and a deployment's journal in it.

There is one file for each account, region, endpoint and pair of pools, private to its owner.
Whether a deployment's record is that or a team's table is decided in `migration/walk/logbook.py`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the app looks for its folder before the first paint
    from migration.pools.reading import Deployment


def state_folder(given: Path | None = None) -> Path:
    """What was asked for, else `$XDG_STATE_HOME/poolwalk`, else `~/.local/state/poolwalk`."""
    if given:
        return given.expanduser()
    base = os.environ.get("XDG_STATE_HOME", "")
    xdg = Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "state"
    return xdg / "poolwalk"


def journal_file(folder: Path, deployment: Deployment) -> Path:
    """The path of the deployment's own file.

    Account and region can be read in it; a fingerprint tells endpoints and pools apart.
    """
    return folder / f"{record_name(deployment)}.sqlite3"


def record_name(deployment: Deployment) -> str:
    """What the deployment's record is called, as a file and in a team's table."""
    from hashlib import sha256

    apart = "\n".join((deployment.endpoint, deployment.old_pool.id, deployment.new_pool.id))
    digest = sha256(apart.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{deployment.account}-{deployment.region}-{digest}"
