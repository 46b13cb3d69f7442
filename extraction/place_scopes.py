"""Which regions stand where round each name of a text: gathered in one pass each way, so in linear time."""

from bisect import bisect_left
from collections.abc import Sequence

from extraction.place_homonyms import Scope
from extraction.place_items import Item
from extraction.tokens import Shape, Tokens

_IS_LINE = Shape.LINE
_BESIDE = frozenset((",", "(", "of", "in", "в", "the"))
_SENTENCE_ENDS = frozenset(".!?…")
_SILENT_ROLES = frozenset(("border", "toward"))
_REGIONS = frozenset(("region", "composite"))
_Regions = tuple[str, ...]


class Scopes:
    """The scope of every name; names settled meanwhile are told by `note`."""

    def __init__(self, tokens: Tokens, found: Sequence[Item], home: str | None) -> None:
        self._tokens = tokens
        self._found = found
        self._home = home
        ends = find_sentence_ends(tokens)
        self._sentences = [bisect_left(ends, one.first) for one in found]
        self._listed: dict[int, dict[str, int]] = {}
        for one in found:
            self._count(one, _sure(one), 1)
        self._before: list[_Regions] = []
        self._spoken: list[_Regions] = []
        self._attached: list[_Regions] = []
        self._after: list[_Regions] = []
        self._look_back()
        self._look_ahead()

    def scope_of(self, index: int) -> Scope:
        """What may settle a name."""
        one = self._found[index]
        own = _sure(one)
        listed = [region for region, times in self._listed[one.group].items() if times > (region in own)]
        return Scope(
            self._attached[index],
            self._before[index],
            self._home,
            self._after[index],
            tuple(listed) if len(listed) == 1 else (),
            self._spoken[index],
        )

    def note(self, index: int, regions: _Regions) -> None:
        """A name was settled: from now on it speaks for its list with these regions."""
        one = self._found[index]
        self._count(one, _sure(one), -1)
        self._count(one, regions, 1)

    def _count(self, one: Item, regions: _Regions, times: int) -> None:
        listed = self._listed.setdefault(one.group, {})
        for region in regions:
            listed[region] = listed.get(region, 0) + times

    def _speaks(self, one: Item) -> bool:
        """Whether a region says where other names lie; one merely passing does so only without a home."""
        return one.context.role != "passing" or self._home is None

    def _look_back(self) -> None:
        """The last region before a name in its sentence, and the only one of the last sentence with any."""
        before: _Regions = ()
        here, earlier = set[_Regions](), set[_Regions]()
        sentence = -1
        for one, number in zip(self._found, self._sentences, strict=True):
            if number != sentence:
                before, sentence = (), number
                here, earlier = set(), here or earlier
            self._before.append(before)
            self._spoken.append(next(iter(earlier)) if len(earlier) == 1 else ())
            if _is_region(one):
                here.add(one.regions)
                before = one.regions if self._speaks(one) else before

    def _look_ahead(self) -> None:
        """The region right after the list of each name, and the first other one later in the sentence."""
        found = self._found
        beside: dict[int, int] = {}
        ahead: list[int] = []
        sentence = -1
        for k in range(len(found) - 1, -1, -1):
            one = found[k]
            if self._sentences[k] != sentence:
                sentence, ahead = self._sentences[k], []
                beside.clear()
            near = beside.get(one.group)
            self._attached.append(() if near is None else found[near].regions)
            self._after.append(next((found[n].regions for n in ahead if n != near), ()) if ahead else ())
            if _is_region(one):
                if k and self._is_beside(found[k - 1], one):
                    beside[found[k - 1].group] = k
                if self._speaks(one):
                    ahead = [k, *ahead[:1]]
        self._attached.reverse()
        self._after.reverse()

    def _is_beside(self, before: Item, region: Item) -> bool:
        """Whether a region stands right after a name («Рузского района Московской области»)."""
        start, end = before.last, region.first
        return end - start <= 3 and all(token.norm in _BESIDE for token in self._tokens[start:end])


def _is_region(one: Item) -> bool:
    return one.choice.kind in _REGIONS and one.context.role not in _SILENT_ROLES


def _sure(one: Item) -> _Regions:
    """The region a name surely lies in, as far as that is known."""
    if one.choice.kind in _REGIONS:
        return ()
    return one.regions or one.choice.sure


def find_sentence_ends(tokens: Tokens) -> list[int]:
    """The tokens that end a sentence; a dot before a lower-case word or a figure ends none."""
    return [
        at
        for at, token in enumerate(tokens)
        if token.shape is _IS_LINE or (token.norm in _SENTENCE_ENDS and _ends_sentence(tokens, at))
    ]


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    if at + 1 == len(tokens) or not tokens[at + 1].capital:
        return False
    return not at or len(tokens.norms[at - 1]) > 2 or tokens[at - 1].shape is not Shape.WORD
