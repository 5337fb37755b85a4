"""The settings as one typed object: which deployment, and how it looks.

Importing this loads pydantic-settings, which takes longer than painting the screen: only a worker
or a command that has no screen may do so.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from migration.defaults import NEW_POOL, OLD_POOL, QUIET_DAYS
from migration.deployment_request import Request
from migration.errors import BadInput
from migration.ordinary_file import path_of
from migration.usage.client_usage import LONGEST as LONGEST_USAGE
from tui.clipboard.countdown import FOR_A_MINUTE, LONGEST
from tui.settings.options import AUTO, BY_NAME, OPTIONS, THEMES
from tui.settings.sources import Sources, refusal

# A name as DNS has it, or a suffix after "*."; a port is no part of it, since the parties are asked
# on 443 alone.
_HOST = re.compile(r"(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


def _one_of_the_themes(name: str) -> str:
    if name not in THEMES:
        raise ValueError("no such theme")
    return name


def _about(name: str) -> str:
    return BY_NAME[name].about


def _address(value: str) -> str:
    parts = urlsplit(value)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or "@" in parts.netloc
        or parts.port == 0
    ):
        message = "not an address"
        raise ValueError(message)
    return value


def _optional_address(value: str) -> str:
    return _address(value) if value else value


def _pairs(value: object) -> object:
    # A semicolon, like a colon, cannot stand in an app client's name: AWS's pattern for it is
    # [\w\s+=,.@-]+.
    return [pair for pair in value.split(";") if pair.strip()] if isinstance(value, str) else value


def _mappings(value: object) -> object:
    if isinstance(value, str):
        return [mapping for mapping in value.split(";") if mapping.strip()]
    return (
        [f"{host}={address}" for host, address in value.items()]
        if isinstance(value, dict)
        else value
    )


def _mapping(value: str) -> str:
    host, _, address = (part.strip() for part in value.partition("="))
    parts = urlsplit(_address(address))
    if not _HOST.fullmatch(host.lower()) or parts.query or parts.fragment:
        message = "not a host and an address"
        raise ValueError(message)
    return f"{host.lower()}={address}"


def _each_host_once(mappings: list[str]) -> list[str]:
    if len({mapping.partition("=")[0] for mapping in mappings}) < len(mappings):
        message = "a host stands twice"
        raise ValueError(message)
    return mappings


def _no_switch(value: object) -> object:
    if isinstance(value, bool):
        message = "not a number"
        raise ValueError(message)
    return value


def _named(value: object) -> object:
    """A path as it was typed, pasted or dropped."""
    if not isinstance(value, str):
        return value
    if not value.strip() or "\0" in value:
        message = "no path"
        raise ValueError(message)
    try:
        return path_of(value)
    except RuntimeError as error:  # the home of somebody who is not known
        raise ValueError(str(error)) from None


def _folder(path: Path) -> Path:
    if not path.is_absolute():
        message = "not absolute"
        raise ValueError(message)
    return path


Name = Annotated[str, StringConstraints(strip_whitespace=True)]
ShortName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=255)]
Version = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(\d+(\.\d+){0,5})?$")]
TableName = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^([a-zA-Z0-9_.-]{3,255})?$")
]
PoolName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=128)]
Address = Annotated[
    str, StringConstraints(strip_whitespace=True), AfterValidator(_optional_address)
]
CheckHost = Annotated[str, AfterValidator(_mapping)]
Pair = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^:;]+:[^:;]*$")]


Seconds = Annotated[int, BeforeValidator(_no_switch), Field(ge=0, le=LONGEST)]


Days = Annotated[int, BeforeValidator(_no_switch), Field(ge=1, le=LONGEST_USAGE)]


class Settings(BaseSettings):
    """Which deployment is meant, and how the program looks."""

    model_config = SettingsConfigDict(extra="forbid")

    deployment: Name = Field("", description=_about("deployment"))
    profile: Name = Field("", description=_about("profile"))
    region: Annotated[Name, StringConstraints(pattern=r"^[a-z0-9-]*$", max_length=32)] = Field(
        "", description=_about("region")
    )
    endpoint_url: Address = Field("", description=_about("endpoint_url"))
    old_pool: PoolName = Field(OLD_POOL, description=_about("old_pool"))
    new_pool: PoolName = Field(NEW_POOL, description=_about("new_pool"))
    dashboard_url: Address = Field("", description=_about("dashboard_url"))
    read_only: bool = Field(default=False, description=_about("read_only"))
    protected: bool = Field(default=False, description=_about("protected"))
    state_folder: Annotated[Path, BeforeValidator(_named), AfterValidator(_folder)] | None = Field(
        None, description=_about("state_folder")
    )
    team_table: TableName = Field("", description=_about("team_table"))
    log_file: Annotated[Path, BeforeValidator(_named)] | None = Field(
        None, description=_about("log_file")
    )
    pair: Annotated[list[Pair], BeforeValidator(_pairs)] = Field(
        default_factory=list, description=_about("pair")
    )
    check_hosts: Annotated[
        list[CheckHost], BeforeValidator(_mappings), AfterValidator(_each_host_once)
    ] = Field(default_factory=list, description=_about("check_hosts"))
    ios_bundle: Annotated[Name, StringConstraints(max_length=255)] = Field(
        "", description=_about("ios_bundle")
    )
    alexa_skill: Annotated[Name, StringConstraints(max_length=255)] = Field(
        "", description=_about("alexa_skill")
    )
    alexa_token_file: Annotated[Path, BeforeValidator(_named)] | None = Field(
        None, description=_about("alexa_token_file")
    )
    android_package: ShortName = Field("", description=_about("android_package"))
    android_version: Version = Field("", description=_about("android_version"))
    play_key_file: Annotated[Path, BeforeValidator(_named)] | None = Field(
        None, description=_about("play_key_file")
    )
    ios_version: Version = Field("", description=_about("ios_version"))
    app_store_key_file: Annotated[Path, BeforeValidator(_named)] | None = Field(
        None, description=_about("app_store_key_file")
    )
    app_store_key_id: ShortName = Field("", description=_about("app_store_key_id"))
    app_store_issuer: ShortName = Field("", description=_about("app_store_issuer"))
    quiet_days: Days = Field(QUIET_DAYS, description=_about("quiet_days"))
    theme: Annotated[str, AfterValidator(_one_of_the_themes)] = Field(
        AUTO, description=_about("theme")
    )
    clipboard: Literal["auto", "tmux", "screen", "native", "osc52", "show", "file", "none"] = Field(
        "auto", description=_about("clipboard")
    )
    clipboard_seconds: Seconds = Field(FOR_A_MINUTE, description=_about("clipboard_seconds"))
    mouse: Literal["on", "off"] = Field("on", description=_about("mouse"))
    plain: bool = Field(default=False, description=_about("plain"))
    ascii: bool = Field(default=False, description=_about("ascii"))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What `Sources` found, and nothing beside it: it can tell a person where a value stands.

        No `.env` file is read, whatever the folder.
        """
        return (init_settings,)


def load_settings(sources: Sources) -> Settings:
    """Check that everything given is of its type.

    Raises `BadInput`, whose sentence names the source and what is allowed.
    """
    given: dict[str, Any] = {}
    for option in OPTIONS:
        where, value = sources.winner(option)
        if where:
            given[option.name] = value
    try:
        settings = Settings(**given)
        if not settings.protected:
            _stays_protected(sources)
        return settings
    except ValidationError as error:
        name, *item = error.errors()[0]["loc"]
        option = BY_NAME[str(name)]
        where, value = sources.winner(option)
        if item and isinstance(value, list) and isinstance(item[0], int):
            value = value[item[0]]  # of several the one that will not do
        raise BadInput(refusal(option, where, value)) from None


def _stays_protected(sources: Sources) -> None:
    """Hold a weaker source to what a stronger hand protected. Raises `BadInput`."""
    if where := sources.protected_by():
        raise BadInput(
            f"{where} protects this deployment, and nothing else opens it: type its name where you"
            " are asked, or take that setting away."
        )


def to_request(settings: Settings, sources: Sources | None = None) -> Request:
    """What the engine has to know of the settings, and of what gave them."""
    pairs = tuple(
        (old.strip(), new.strip())
        for old, _, new in (pair.partition(":") for pair in settings.pair)
    )
    pairs_from, region_from, read_only_from = (
        (sources.winner(BY_NAME[name])[0] if sources is not None else "") or BY_NAME[name].flag
        for name in ("pair", "region", "read_only")
    )
    return Request(
        name=sources.chosen if sources is not None else "",
        place=sources.places.get(sources.chosen, "") if sources is not None else "",
        others=sources.others if sources is not None else {},
        pairs_from=pairs_from,
        region_from=region_from,
        profile=settings.profile,
        region=settings.region,
        endpoint_url=settings.endpoint_url,
        old_pool=settings.old_pool,
        new_pool=settings.new_pool,
        pairs=pairs,
        dashboard_url=settings.dashboard_url,
        read_only=settings.read_only,
        read_only_from=read_only_from,
        protected=settings.protected,
        state_folder=settings.state_folder,
        team_table=settings.team_table,
        log_file=settings.log_file,
        check_hosts=dict(mapping.split("=", 1) for mapping in settings.check_hosts),
        ios_bundle=settings.ios_bundle,
        alexa_skill=settings.alexa_skill,
        alexa_token_file=settings.alexa_token_file,
        android_package=settings.android_package,
        android_version=settings.android_version,
        play_key_file=settings.play_key_file,
        ios_version=settings.ios_version,
        app_store_key_file=settings.app_store_key_file,
        app_store_key_id=settings.app_store_key_id,
        app_store_issuer=settings.app_store_issuer,
        quiet_days=settings.quiet_days,
    )
