"""Which deployment is meant, before anybody asked AWS."""

from dataclasses import dataclass
from pathlib import Path

OLD_POOL = "rainmaker-user-pool"
NEW_POOL = "rainmaker-user-email-mobile-pool"


@dataclass(frozen=True)
class Request:
    """What the settings say; empty strings leave the choice to AWS's own configuration. Pools are named or given by id."""

    profile: str = ""
    region: str = ""
    endpoint_url: str = ""
    old_pool: str = OLD_POOL
    new_pool: str = NEW_POOL
    pairs: tuple[tuple[str, str], ...] = ()  # (old client, new client)
    dashboard_url: str = ""
    read_only: bool = False
    state_folder: Path | None = None
    log_file: Path | None = None
    credentials: tuple[str, str] | None = None  # access key and secret of the practice AWS, never a person's
