"""Originators: whose statement a sentence is."""

from collections.abc import Sequence

from domain.source import Source
from extraction.lexicon import Word
from extraction.phrases import Kind
from extraction.sentences import Sentence
from extraction.terms import BY_AGENCY, BY_GOVERNOR, BY_MINISTRY, BY_OTHER
from extraction.tokens import Shape, Token

_RELAY = frozenset(
    {
        "данным",
        "сообщению",
        "информации",
        "сведениям",
        "сообщил",
        "сообщило",
        "сообщили",
        "сообщает",
        "сообщают",
        "отчиталось",
        "отчитались",
        "заявило",
        "заявили",
    }
)
MINISTRY = "mod"
_GOVERNOR = "governor:"
_NAME_WORDS = 3
_BY_NAME = Word.MINISTRY
_MINISTRY = _BY_NAME | Word.MINISTRYW
_VOICES = _MINISTRY | Word.GOVERNORW


def home_of(originator: str, source: Source) -> str | None:
    """The region meant where none is named: a governor's own, also where he quotes the ministry."""
    if originator.startswith(_GOVERNOR):
        return originator.removeprefix(_GOVERNOR)
    return source.home_region if originator != MINISTRY or source.issuer is BY_GOVERNOR else None


def attribute(
    sentences: Sequence[Sentence],
    source: Source,
    originator: str,
    tokens: Sequence[Token],
    classes: Sequence[int],
    bits: int,
) -> None:
    """Gives every sentence its originator, in place: `originator`, the source's own, unless another is named.

    `bits` are the classes of all sentences.
    """
    issuer = source.issuer
    if (
        bits & _VOICES
        and issuer is not BY_MINISTRY
        and (bits & _MINISTRY or issuer is BY_OTHER or issuer is BY_AGENCY)
    ):
        attribution = _Attribution(source, tokens, classes)
        for sentence in sentences:
            sentence.originator = attribution.attribute(sentence)
        return
    for sentence in sentences:
        sentence.originator = originator


class _Attribution:
    """Walks over the sentences of a post and says who speaks in each.

    A source's own post is its own word, except where it relays the ministry («по данным Минобороны»). In an
    article a sentence belongs to whom it names, else to whom the sentence before it did.
    """

    def __init__(self, source: Source, tokens: Sequence[Token], classes: Sequence[int]) -> None:
        self.source, self.tokens, self.classes = source, tokens, classes
        self.article = source.issuer in (BY_OTHER, BY_AGENCY)
        self.current = source.originator
        self.region: str | None = source.home_region
        self.surnames: dict[str, str] = {}

    def attribute(self, sentence: Sentence) -> str:
        """The originator of the next sentence, in the order of the text."""
        if not self.article:
            return MINISTRY if self._relays_ministry(sentence) else self.source.originator
        self._note_region(sentence)
        if sentence.bits & _VOICES or self.surnames:
            self.current = self._named(sentence) or self.current
        return self.current

    def _note_region(self, sentence: Sentence) -> None:
        for place in sentence.places:
            if place.kind == "region" and len(place.regions) == 1 and place.role in ("at", "near", "border"):
                self.region = place.regions[0]
                return

    def _relays_ministry(self, sentence: Sentence) -> bool:
        """«по данным Минобороны», «в Минобороны сообщили»; «силами ПВО Минобороны» is the governor's own."""
        if not sentence.bits & _MINISTRY:
            return False
        for index in self._ministry_at(sentence):
            for near in range(max(sentence.first, index - 3), min(sentence.last, index + 4)):
                if self.tokens[near].norm in _RELAY and not self._owned_by_defence(index):
                    return True
        return False

    def _owned_by_defence(self, index: int) -> bool:
        return any(
            bits & Word.ADEFENCE and not bits & Word.DEFENCEW
            for bits in self.classes[max(0, index - 2) : index]
        )

    def _ministry_at(self, sentence: Sentence) -> list[int]:
        at = []
        for index in range(sentence.first, sentence.last):
            bits = self.classes[index]
            if bits & _MINISTRY and (bits & _BY_NAME or self._is_ministry(index, bits, sentence)):
                at.append(index)
        return at

    def _is_ministry(self, index: int, bits: int, sentence: Sentence) -> bool:
        if not bits & Word.MINISTRYW:
            return False
        if self.tokens[index].norm == "ministry" and index + 1 < sentence.last:
            following = self.tokens[index + 1].norm
            if index and self.classes[index - 1] & Word.DEFENCEW:
                return True
            return following in {"of", "said", "'s", "stated"} or bool(self.classes[index + 1] & Word.ATTRV)
        return any(b & Word.DEFENCEW for b in self.classes[index : min(index + 4, sentence.last)]) or (
            index > 0 and bool(self.classes[index - 1] & Word.DEFENCEW)
        )

    def _named(self, sentence: Sentence) -> str | None:
        ministry = bool(sentence.bits & _MINISTRY) and any(
            not self._owned_by_defence(index) or self._says_near(index, sentence)
            for index in self._ministry_at(sentence)
        )
        governor = self._governor(sentence)
        if ministry and governor is not None:
            return MINISTRY if self._ministry_leads(sentence) else governor
        if ministry:
            return MINISTRY
        return governor

    def _says_near(self, index: int, sentence: Sentence) -> bool:
        near = self.classes[max(sentence.first, index - 3) : min(sentence.last, index + 4)]
        return any(bits & Word.ATTRV for bits in near)

    def _ministry_leads(self, sentence: Sentence) -> bool:
        for index in range(sentence.first, sentence.last):
            bits = self.classes[index]
            if bits & _MINISTRY:
                return True
            if bits & Word.GOVERNORW:
                return False
        return False

    def _governor(self, sentence: Sentence) -> str | None:
        """«губернатор Калужской области», "Kaluga's governor"; the region named, else the one spoken of."""
        if sentence.bits & Word.GOVERNORW:
            at = next(i for i in range(sentence.first, sentence.last) if self.classes[i] & Word.GOVERNORW)
            region = self._region_near(sentence, at) or self.region
            if region is None:
                return None
            named = f"governor:{region}"
            self._remember_surnames(sentence, at, named)
            return named
        for index in range(sentence.first, sentence.last):
            token = self.tokens[index]
            if token.capital and token.norm.removesuffix("'s") in self.surnames:
                return self.surnames[token.norm.removesuffix("'s")]
        return None

    def _region_near(self, sentence: Sentence, at: int) -> str | None:
        best, gap = None, 8
        for place in sentence.places:
            if len(place.regions) == 1 and place.kind in ("region", "city"):
                distance = min(abs(place.first - at), abs(place.last - at))
                if distance < gap:
                    best, gap = place.regions[0], distance
        return best

    def _remember_surnames(self, sentence: Sentence, at: int, named: str) -> None:
        """ "Governor Ivan Petrov", "Ivan Petrov, the governor": later "Petrov said" is the same voice."""
        after, before = self._names(sentence, at + 1, 1), self._names(sentence, at - 1, -1)
        surname = after[-1] if len(after) > 1 else before[0] if len(before) > 1 else None
        if surname is not None:
            self.surnames[surname.removesuffix("'s")] = named

    def _names(self, sentence: Sentence, start: int, step: int) -> list[str]:
        """Up to three capitalised words beside a title, past a comma or an article; places are none."""
        taken = {
            i for unit in sentence.units if unit.kind == Kind.PLACE for i in range(unit.first, unit.last)
        }
        names: list[str] = []
        index = start
        while sentence.first <= index < sentence.last and len(names) < _NAME_WORDS:
            token = self.tokens[index]
            if token.shape is Shape.WORD and token.capital and index not in taken:
                names.append(token.norm)
            elif names or not (token.norm == "," or self.classes[index] & Word.ARTICLE):
                break
            index += step
        return names
