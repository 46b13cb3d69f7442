"""What a configuration amounts to, in lines for the person who wrote it."""

from collections.abc import Iterator
from pathlib import Path

from bot.config import DEFAULT_PATH, Config
from storage.location import parse_url
from storage.server import Server

NOTHING_TO_RUN_WITH = (
    "no bot token: put the one that @BotFather gives under [telegram] in config.toml, "
    "or into the environment as DOZOR_TELEGRAM__TOKEN"
)


def describe_config(settings: Config, path: Path | None) -> Iterator[str]:
    """What was read, what is missing, and what that means. `path` as it was asked for, None for the default.

    Nothing secret is told.
    """
    yield _read_from(path)
    yield f"token: {'given' if settings.telegram.token else 'missing: the bot will not run'}"
    yield f"updates: {_updates(settings)}"
    yield f"editors: {len(settings.access.editors) or 'none: nobody may hand posts in'}"
    yield f"channel: {settings.channel.chat_id or 'none: no alerts and no digest are sent'}"
    yield f"sources: {len(settings.sources) or 'none: no post can raise a number'}"
    for source in settings.sources:
        yield f"  {source.chat_id}  {source.name}  {source.issuer}  {source.home_region or '-'}"
    yield f"days are counted in {settings.counting.zone}; facts are kept in {_kept_in(settings.storage.url)}"


def _read_from(path: Path | None) -> str:
    if path is not None or DEFAULT_PATH.exists():
        return f"read: {path or DEFAULT_PATH}, and DOZOR_… of the environment"
    return (
        f"read: no file (there is no {DEFAULT_PATH} in {Path.cwd()}; copy config.example.toml), "
        "only DOZOR_… of the environment"
    )


def _updates(settings: Config) -> str:
    if settings.telegram.mode == "webhook":
        return f"posted to {settings.webhook.url}{settings.webhook.path}"
    return f"asked of {settings.telegram.api_base}"


def _kept_in(url: str) -> str:
    """A server by its name, never with the password."""
    place = parse_url(url)
    return str(place) if isinstance(place, Server) else url
