"""The configuration: models that mirror config.toml one to one, and how they are read.

Every key may also be given by the environment as DOZOR_SECTION__KEY (DOZOR_TELEGRAM__TOKEN); the
environment wins over the file. Unknown keys are refused. What is wrong is said in one line (ConfigError).
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from bot.config_errors import ConfigError, explain_invalid
from bot.config_types import (
    Blank,
    ChannelId,
    DatabaseUrl,
    Hour,
    Language,
    Minute,
    RegionCode,
    Token,
    UpdateMode,
    UserId,
    WebAddress,
    Zone,
)
from bot.registry import read_registry
from domain.alert import AlertPolicy, AlertScope
from domain.region import get_region
from domain.source import MOSCOW, Issuer, Source
from services.rules import CountingRules

DEFAULT_PATH = Path("config.toml")

HOW_TO_START = """\
no bot token. Three steps to get one:
  1. In Telegram open @BotFather, send /newbot and answer its two questions.
  2. Copy config.example.toml to config.toml and put the token it gives you under [telegram] as token
     (or set the environment variable DOZOR_TELEGRAM__TOKEN).
  3. Run it again. To see the bot without a token: make demo"""


class Section(BaseModel):
    """A section of config.toml: fixed once read, with no key beyond its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TelegramSection(Section):
    """[telegram]: the bot's account and the Bot API server it speaks to."""

    token: Annotated[Token | None, Blank] = None
    api_base: WebAddress = "https://api.telegram.org"
    mode: UpdateMode = "polling"


class AccessSection(Section):
    """[access]: who may hand posts in; nobody by default."""

    editors: tuple[UserId, ...] = ()
    admin_chat: Annotated[int | None, Blank] = None


class ChannelSection(Section):
    """[channel]: where new-region alerts and the digest go, and which alerts."""

    chat_id: Annotated[ChannelId | None, Blank] = None
    thread_id: Annotated[Annotated[int, Field(gt=0)] | None, Blank] = None
    language: Language = "ru"
    scope: AlertScope = AlertScope.TODAY
    gap_days: Annotated[int, Field(ge=1)] = 30
    fresh_hours: Annotated[int, Field(ge=1)] = 12
    muted_regions: tuple[RegionCode, ...] = ()


class SourceSection(Section):
    """One [[sources]] entry: a channel whose posts are trusted, by its chat id."""

    chat_id: ChannelId
    name: Annotated[str, Field(min_length=1, pattern=r"^[A-Za-z0-9_.:-]+$")]
    issuer: Issuer
    home_region: Annotated[RegionCode | None, Blank] = None
    zone: Annotated[Zone | None, Blank] = None
    title: str = ""
    username: Annotated[str | None, Blank] = None

    @model_validator(mode="after")
    def _governor_has_a_home(self) -> "SourceSection":
        if self.issuer is Issuer.GOVERNOR and self.home_region is None:
            raise ValueError(f'source "{self.name}": a governor needs home_region, such as "RU-KLU"')
        return self

    def as_source(self) -> Source:
        """The domain's source; its zone is the one given, else its region's, the ministry's Moscow."""
        at_home = self.home_region is not None and self.issuer is not Issuer.MINISTRY
        own_zone = get_region(self.home_region).zone if at_home and self.home_region else MOSCOW
        return Source(
            name=self.name,
            issuer=self.issuer,
            home_region=self.home_region,
            zone=self.zone or own_zone,
            chat_id=self.chat_id,
            title=self.title or self.name,
            username=self.username.removeprefix("@") if self.username else None,
        )


class CountingSection(Section):
    """[counting]: the zone whose dates are the days of all totals."""

    zone: Zone = MOSCOW


class DigestSection(Section):
    """[digest]: the day's totals, sent to the channel once a day in the counting zone."""

    enabled: bool = False
    hour: Hour = 9
    minute: Minute = 0


class StorageSection(Section):
    """[storage]: where facts are kept."""

    url: DatabaseUrl = "sqlite:///data/dozor.db"


class BackupSection(Section):
    """[backup]: a verified copy of the database every night, in the counting zone."""

    enabled: bool = True
    folder: Path = Path("data/backups")
    hour: Hour = 4
    keep: Annotated[int, Field(ge=1)] = 14


class LogsSection(Section):
    """[logs]: how much is said, and in which form."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "console", "json"] = "auto"


class Config(BaseSettings):
    """All of config.toml. Made by `load_config`."""

    model_config = SettingsConfigDict(
        env_prefix="DOZOR_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    telegram: TelegramSection = TelegramSection()
    access: AccessSection = AccessSection()
    channel: ChannelSection = ChannelSection()
    sources: tuple[SourceSection, ...] = ()
    counting: CountingSection = CountingSection()
    digest: DigestSection = DigestSection()
    storage: StorageSection = StorageSection()
    backup: BackupSection = BackupSection()
    logs: LogsSection = LogsSection()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  the signature is the library's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the same
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then the file, which comes in as init values."""
        return env_settings, init_settings

    @model_validator(mode="after")
    def _sources_are_distinct(self) -> "Config":
        for key in ("chat_id", "name"):
            seen: set[object] = set()
            for source in self.sources:
                value = getattr(source, key)
                if value in seen:
                    raise ValueError(f"sources: {key} {value} is listed twice; keep one entry per channel")
                seen.add(value)
        return self

    def token(self) -> str:
        """The bot's token; ConfigError with the three steps to get one when there is none."""
        if self.telegram.token is None:
            raise ConfigError(HOW_TO_START)
        return self.telegram.token.get_secret_value()

    def zone(self) -> ZoneInfo:
        """The zone whose dates are the days of all totals."""
        return ZoneInfo(self.counting.zone)

    def sources_by_chat(self) -> Mapping[int, Source]:
        """The trusted channels by chat id."""
        return {entry.chat_id: entry.as_source() for entry in self.sources}

    def counting_rules(self) -> CountingRules:
        """The policy object of the use cases; configured sources hide registry entries of their name."""
        by_chat = self.sources_by_chat()
        channel = self.channel
        alerts = AlertPolicy(
            chat_ids=() if channel.chat_id is None else (channel.chat_id,),
            thread_id=channel.thread_id,
            scope=channel.scope,
            gap_days=channel.gap_days,
            fresh_hours=channel.fresh_hours,
            language=channel.language,
            muted=frozenset(channel.muted_regions),
        )
        registry = {**read_registry(), **{source.name: source for source in by_chat.values()}}
        return CountingRules(sources=by_chat, zone=self.zone(), alerts=alerts, registry=registry)


def load_config(path: Path | None) -> Config:
    """Read a configuration file and the environment over it.

    None: config.toml in the working folder where there is one, else the defaults. Raises ConfigError, one
    line that names the key and what to do, for a missing or broken file, unknown or wrong keys.
    """
    chosen = path if path is not None else DEFAULT_PATH
    try:
        return Config(**_read_toml(chosen, required=path is not None))
    except ValidationError as error:
        raise ConfigError(f"{chosen}: {explain_invalid(error, Config)}") from None
    except SettingsError as error:
        raise ConfigError(f"environment: {error}; lists are written as JSON, such as [1, 2]") from None


def _read_toml(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        # Editors on Windows put a byte order mark before the first word.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        if not required:
            return {}
        raise ConfigError(f"{path}: no such file; copy config.example.toml and edit it") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
