"""Findings: what the steps of reading hand to one another about one post."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.source import Issuer, Source
from extraction.blocks import Block
from extraction.mentions import Mention
from extraction.place_match import PlaceMatch
from extraction.sentences import Sentence
from extraction.tokens import Token
from extraction.toll import Toll


@dataclass(slots=True)
class Reading:
    """All that the steps have found so far about one post."""

    text: str
    source: Source
    posted_at: datetime
    tokens: Sequence[Token]
    classes: Sequence[int]
    sentences: list[Sentence]
    mentions: list[Mention] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    main: Block | None = None
    toll: Toll = field(default_factory=Toll)
    eventful: list[Sentence] = field(default_factory=list)
    places: list[PlaceMatch] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    @property
    def home(self) -> str | None:
        """The region meant where none is named: the source's own, never for the ministry."""
        return None if self.source.issuer is Issuer.MINISTRY else self.source.home_region
