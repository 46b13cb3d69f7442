"""The starting registry: official channels known by name, shipped as data, none of them trusted.

The registry says whose voice a name is, for imports and for `extract`. A channel is trusted only through
[[sources]] of the configuration, by a chat id that its owner has verified.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from domain.region import get_region
from domain.source import MOSCOW, Issuer, Source


@cache
def read_registry() -> Mapping[str, Source]:
    """The sources of bot/data/sources.toml by name, in the order of the file."""
    text = files("bot").joinpath("data/sources.toml").read_text(encoding="utf-8")
    sources = [_parse_entry(entry) for entry in tomllib.loads(text)["source"]]
    return {source.name: source for source in sources}


def _parse_entry(entry: Mapping[str, Any]) -> Source:
    issuer = Issuer(entry["issuer"])
    home = entry.get("home_region")
    zone = MOSCOW if issuer is Issuer.MINISTRY or home is None else get_region(home).zone
    username = entry.get("username", entry["name"]) or None
    return Source(entry["name"], issuer, home, zone, title=entry["title"], username=username)
