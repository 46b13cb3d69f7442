"""Whose voice an imported post is, and under which name that is kept.

A name belongs to the first voice that brings it. A line that tells otherwise of a name already taken (a file
may call every governor "governor") is kept under a fuller name, so that each line is read as it says, in
whatever order the lines come.
"""

from dataclasses import replace
from datetime import datetime

from domain.record import StoredPost
from domain.source import Source
from services.ingest_post import UNKNOWN_SOURCE
from services.ports import Transaction
from services.rules import CountingRules


class Voices:
    """The sources of one batch, each looked up once."""

    def __init__(self, tx: Transaction, rules: CountingRules) -> None:
        self._tx = tx
        self._rules = rules
        self._known: dict[str, Source | None] = {}
        self._named: dict[Source, Source] = {}

    def of_line(self, told: Source) -> Source:
        """The source to keep for a new post whose line tells of `told`."""
        if told not in self._named:
            self._named[told] = self._name(told)
        return self._named[told]

    def of_post(self, post: StoredPost) -> Source:
        """Who speaks in a post on record: as configured now, else as the import that brought it told."""
        return (self._find(post.source_name) if post.source_name else None) or UNKNOWN_SOURCE

    def remember(self, now: datetime) -> None:
        """Keep the sources that new posts were given and that were not on record."""
        for source in self._named.values():
            self._tx.sources.remember(source, now)

    def _name(self, told: Source) -> Source:
        voice = ":".join(filter(None, (told.issuer.value, told.home_region)))
        fuller = replace(told, name=f"{told.name} ({voice})", title=told.title or told.name)
        for source in (told, fuller):
            known = self._find(source.name)
            if known is None:
                self._known[source.name] = source
                return source
            if (known.issuer, known.home_region) == (told.issuer, told.home_region):
                return known
        return fuller

    def _find(self, name: str) -> Source | None:
        if name not in self._known:
            self._known[name] = self._rules.registry.get(name) or self._tx.sources.find(name)
        return self._known[name]
