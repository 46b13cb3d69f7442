"""The kinds of value that config.toml holds, each with what a person is told when it is not one."""

import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from domain.errors import UnknownRegionError
from domain.region import get_region, region_table


def _known_zone(name: str) -> str:
    """An IANA zone name that this machine has data for."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f'unknown time zone "{name}"; write it as in "Europe/Moscow"') from None
    return name


def _known_region(code: str) -> str:
    """A code of the region table."""
    try:
        return get_region(code).code
    except UnknownRegionError:
        raise ValueError(
            f'unknown region "{code}"; write an ISO 3166-2 code such as "RU-KLU" '
            f"({len(region_table())} are listed in domain/data/regions.tsv)"
        ) from None


def _channel_id(value: int) -> int:
    if value >= 0:
        raise ValueError(f"{value} is not a channel: channel ids are negative and begin with -100")
    return value


def _user_id(value: int) -> int:
    if value <= 0:
        raise ValueError(f"{value} is not a person: user ids are positive")
    return value


def _token(value: SecretStr) -> SecretStr:
    """The shape of a token; the value itself must never come back in a message."""
    number, _, secret = value.get_secret_value().partition(":")
    if not number.isdigit() or not secret or any(letter.isspace() for letter in secret):
        raise ValueError("not a bot token; @BotFather gives one like 123456:ABC-DEF")
    return value


def _web_path(value: str) -> str:
    if not value.startswith("/") or any(letter in value for letter in "?#{} "):
        raise ValueError('a path begins with "/", such as "/telegram", and has no ? # { } or space')
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    """What Telegram accepts as secret_token; the value itself must never come back in a message."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise ValueError("expected 1 to 256 of the characters A-Z a-z 0-9 _ -")
    return value


def _none_if_blank(value: object) -> object:
    """TOML has no null: an empty text or a zero id says "none", so that every key can be shown."""
    return None if value in ("", 0, "0") else value


def _web_address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("an address must begin with https:// or http://")
    return value.rstrip("/")


def _database_url(value: str) -> str:
    """Where facts are kept; the file or the server itself is looked at when it is opened."""
    if value.startswith("postgres"):
        _check_server_url(value)
        return value
    if not value.startswith("sqlite:///") or "\0" in value or value == "sqlite:///":
        raise ValueError(
            "expected sqlite:///PATH, such as sqlite:///data/dozor.db, or postgresql://USER@HOST/NAME"
        )
    return value


def _check_server_url(value: str) -> None:
    from storage.errors import DatabaseUrlError  # noqa: PLC0415 - costs SQLAlchemy, which few verbs need
    from storage.location import parse_url  # noqa: PLC0415 - the same

    try:
        parse_url(value)
    except DatabaseUrlError as error:
        raise ValueError(error.reason) from None


Zone = Annotated[str, AfterValidator(_known_zone)]
RegionCode = Annotated[str, AfterValidator(_known_region)]
ChannelId = Annotated[int, AfterValidator(_channel_id)]
UserId = Annotated[int, AfterValidator(_user_id)]
Token = Annotated[SecretStr, AfterValidator(_token)]
UpdateMode = Literal["polling", "webhook"]
WebPath = Annotated[str, AfterValidator(_web_path)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
Port = Annotated[int, Field(ge=1, le=65535)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
Hour = Annotated[int, Field(ge=0, le=23)]
Minute = Annotated[int, Field(ge=0, le=59)]
Language = Literal["ru", "en"]
Blank = BeforeValidator(_none_if_blank)
