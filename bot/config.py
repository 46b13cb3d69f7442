"""The configuration: models that mirror config.toml one to one, and how they are read.

Every key may also be given by the environment as DOZOR_SECTION__KEY (DOZOR_TELEGRAM__TOKEN); the
environment wins over the file. Unknown keys are refused. What is wrong is said in one line (ConfigError).
"""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from bot.config_channel import ChannelSection, CorrectionsSection, SubscriptionsSection
from bot.config_errors import ConfigError, explain_invalid
from bot.config_running import DeliverySection, MetricsSection, Section, WebhookSection
from bot.config_types import (
    Blank,
    ChannelId,
    DatabaseUrl,
    Hour,
    Minute,
    RegionCode,
    Token,
    UpdateMode,
    UserId,
    WebAddress,
    Zone,
)
from bot.registry import read_registry
from domain.region import get_region
from domain.source import MOSCOW, Issuer, Source
from services.rules import CountingRules

DEFAULT_PATH = Path("config.toml")
PUBLIC_API = "https://api.telegram.org"

HOW_TO_START = """\
no bot token. Three steps to get one:
  1. In Telegram open @BotFather, send /newbot and answer its two questions.
  2. Copy config.example.toml to config.toml and put the token it gives you under [telegram] as token
     (or set the environment variable DOZOR_TELEGRAM__TOKEN).
  3. Run it again. To see the bot without a token: make demo"""


class TelegramSection(Section):
    """[telegram]: the bot's account and the Bot API server it speaks to."""

    token: Annotated[Token | None, Blank] = None
    api_base: WebAddress = PUBLIC_API
    mode: UpdateMode = "polling"


class AccessSection(Section):
    """[access]: who may hand posts in, nobody by default, and how often anybody is answered."""

    editors: tuple[UserId, ...] = ()
    admin_chat: Annotated[int | None, Blank] = None
    per_user_per_minute: Annotated[int, Field(ge=1)] = 30
    refusals_per_minute: Annotated[int, Field(ge=1)] = 5


class SourceSection(Section):
    """One [[sources]] entry: a channel whose posts are trusted, by its chat id."""

    chat_id: ChannelId
    name: Annotated[str, Field(min_length=1, pattern=r"^[A-Za-z0-9_.:-]+$")]
    issuer: Issuer
    home_region: Annotated[RegionCode | None, Blank] = None
    zone: Annotated[Zone | None, Blank] = None
    title: str = ""
    username: Annotated[str | None, Blank] = None
    silence_hours: Annotated[Annotated[int, Field(ge=1)] | None, Blank] = None

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

    url: DatabaseUrl = Field("sqlite:///data/dozor.db", repr=False)  # that of a server may hold a password
    check_limit_mb: Annotated[int, Field(ge=0)] = 1024


class RecordsSection(Section):
    """[records]: how long what is not a fact is kept."""

    keep_shown_days: Annotated[int, Field(ge=1)] = 90
    keep_unreadable_days: Annotated[int, Field(ge=1)] = 7


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
    webhook: WebhookSection = WebhookSection()
    access: AccessSection = AccessSection()
    channel: ChannelSection = ChannelSection()
    sources: tuple[SourceSection, ...] = ()
    counting: CountingSection = CountingSection()
    digest: DigestSection = DigestSection()
    storage: StorageSection = StorageSection()
    records: RecordsSection = RecordsSection()
    corrections: CorrectionsSection = CorrectionsSection()
    subscriptions: SubscriptionsSection = SubscriptionsSection()
    delivery: DeliverySection = DeliverySection()
    backup: BackupSection = BackupSection()
    metrics: MetricsSection = MetricsSection()
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

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> "Config":
        if self.telegram.mode == "webhook":
            url, _ = self.webhook.address()
            if self.telegram.api_base == PUBLIC_API and not url.startswith("https://"):
                raise ValueError("webhook.url: Telegram posts to https:// addresses only")
        return self

    def token(self) -> str:
        """The bot's token; ConfigError with the three steps to get one when there is none."""
        if self.telegram.token is None:
            raise ConfigError(HOW_TO_START)
        return self.telegram.token.get_secret_value()

    def secrets(self) -> tuple[str, ...]:
        """What must be in no log line, whatever it looks like."""
        held = (self.telegram.token, self.webhook.secret)
        return tuple(one.get_secret_value() for one in held if one is not None)

    def zone(self) -> ZoneInfo:
        """The zone whose dates are the days of all totals."""
        return ZoneInfo(self.counting.zone)

    def sources_by_chat(self) -> Mapping[int, Source]:
        """The trusted channels by chat id."""
        return {entry.chat_id: entry.as_source() for entry in self.sources}

    def silence_limits(self) -> Mapping[str, timedelta]:
        """How long each source that is watched may be silent, by name."""
        return {
            entry.name: timedelta(hours=entry.silence_hours)
            for entry in self.sources
            if entry.silence_hours is not None
        }

    def counting_rules(self) -> CountingRules:
        """The policy object of the use cases; configured sources hide registry entries of their name."""
        by_chat = self.sources_by_chat()
        registry = {**read_registry(), **{source.name: source for source in by_chat.values()}}
        return CountingRules(
            sources=by_chat, zone=self.zone(), alerts=self.channel.alert_policy(), registry=registry
        )


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
