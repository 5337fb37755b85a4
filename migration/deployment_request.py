"""Which deployment is meant, before anybody asked AWS."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from migration.defaults import NEW_POOL, OLD_POOL, QUIET_DAYS

PAIR_FLAG = "--pair"
READ_ONLY_FLAG = "--read-only"


@dataclass(frozen=True)
class Request:
    """What the settings say; empty strings leave the choice to AWS's own configuration.

    Pools are given by name or by id. `check_hosts` says where a check asks instead of a host: by
    the host's name, or by `*.suffix` for every host that ends so, the base URL to which the
    request's path and query are appended. The host that was meant goes along as `Host`.
    """

    profile: str = ""
    region: str = ""
    endpoint_url: str = ""
    old_pool: str = OLD_POOL
    new_pool: str = NEW_POOL
    pairs: tuple[tuple[str, str], ...] = ()  # (old client, new client)
    pairs_from: str = PAIR_FLAG  # what gave them, for a sentence about one that will not do
    region_from: str = "--region"  # the same for the region
    dashboard_url: str = ""
    read_only: bool = False
    read_only_from: str = READ_ONLY_FLAG  # the same for that
    name: str = ""  # the deployment's in config.toml; empty: it has none
    place: str = ""  # what config.toml says of where it is, in one text to compare
    others: Mapping[str, "OtherDeployment"] = field(default_factory=dict)  # there, by their names
    protected: bool = False  # written from an approved plan, or after its name was typed
    state_folder: Path | None = None
    team_table: str = ""  # DynamoDB's, where a team shares the record; empty: it is a file here
    log_file: Path | None = None
    # access key and secret of the practice AWS, never a person's
    credentials: tuple[str, str] | None = None
    check_hosts: Mapping[str, str] = field(default_factory=dict)
    ios_bundle: str = ""
    alexa_skill: str = ""
    alexa_token_file: Path | None = None
    android_package: str = ""
    android_version: str = ""
    play_key_file: Path | None = None
    ios_version: str = ""
    app_store_key_file: Path | None = None
    app_store_key_id: str = ""
    app_store_issuer: str = ""
    quiet_days: int = QUIET_DAYS  # without any use of it, until an old client counts as quiet

    @property
    def practice(self) -> bool:
        """Whether the practice AWS is meant: a made-up company, where nothing is at stake."""
        return self.credentials is not None

    @property
    def names_skill(self) -> bool:
        """Whether Amazon can be asked about the Alexa skill: it was named, and a token for it."""
        return bool(self.alexa_skill and self.alexa_token_file is not None)


@dataclass(frozen=True)
class OtherDeployment:
    """Another deployment of config.toml: where it is, as that says it, and its record's folder."""

    place: str
    state_folder: Path | None = None
    profile: str = ""  # by which its team's table is read
