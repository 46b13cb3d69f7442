"""Findings: what the steps of reading hand to one another about one post."""

from collections.abc import Sequence
from datetime import datetime

from domain.source import Source
from extraction.blocks import Block
from extraction.mentions import Mention
from extraction.place_match import PlaceMatch
from extraction.sentences import Sentence
from extraction.terms import BY_MINISTRY
from extraction.tokens import Token
from extraction.toll import Toll


class Reading:
    """All that the steps have found so far about one post."""

    main: Block | None = None

    def __init__(
        self,
        text: str,
        source: Source,
        posted_at: datetime,
        tokens: Sequence[Token],
        classes: Sequence[int],
        sentences: list[Sentence],
        places: list[PlaceMatch],
    ) -> None:
        self.text, self.source, self.posted_at = text, source, posted_at
        self.tokens, self.classes, self.sentences, self.places = tokens, classes, sentences, places
        self.mentions: list[Mention] = []
        self.blocks: list[Block] = []
        self.eventful: list[Sentence] = []
        self.flags: list[str] = []
        self.toll = Toll()

    @property
    def home(self) -> str | None:
        """The region meant where none is named: the source's own, never for the ministry."""
        return None if self.source.issuer is BY_MINISTRY else self.source.home_region
