"""Findings: what the steps of reading hand to one another about one post."""

from collections.abc import Sequence
from datetime import datetime

from domain.source import Source
from extraction.block import Block
from extraction.mentions import Mention
from extraction.originators import home_of
from extraction.period_match import PeriodMatch
from extraction.place_match import PlaceMatch
from extraction.sentences import Sentence
from extraction.terms import BY_MINISTRY
from extraction.tokens import Tokens
from extraction.toll import Toll


class Reading:
    """All that the steps have found so far about one post.

    `bits` are the classes of all its sentences, `periods` all its words of time. `originator` is whose
    statement an unattributed sentence is, `home` the region it means where none is named: the source's own,
    never for the ministry. `toll` is made at the first sentence that speaks of harm. `told`: the mentions
    that alone make the post an incident.
    """

    __slots__ = (
        *("text", "source", "posted_at", "tokens", "classes", "sentences", "periods", "places", "mentions"),
        *("bits", "originator", "home", "toll", "told", "blocks", "main", "eventful"),
    )

    def __init__(
        self,
        text: str,
        source: Source,
        posted_at: datetime,
        tokens: Tokens,
        classes: Sequence[int],
        sentences: list[Sentence],
        periods: list[PeriodMatch],
        places: list[PlaceMatch],
    ) -> None:
        self.text = text
        self.source = source
        self.posted_at = posted_at
        self.tokens = tokens
        self.classes = classes
        self.sentences = sentences
        self.periods = periods
        self.places = places
        self.mentions: list[Mention] = []
        self.originator = source.originator
        self.home = None if source.issuer is BY_MINISTRY else source.home_region
        self.toll: Toll | None = None
        self.told: list[Mention] = []
        self.blocks: list[Block] = []
        self.main: Block | None = None
        self.eventful: Sequence[Sentence] = ()
        bits = 0
        for sentence in sentences:
            bits |= sentence.bits
        self.bits = bits

    def home_of(self, originator: str) -> str | None:
        """The region an originator means where none is named."""
        return self.home if originator == self.originator else home_of(originator, self.source)
