"""Coordinated lists of names: which belong together, and which head noun they share.

«Курской, Смоленской областей и Республики Калмыкия»; «в Кирове, Людинове, Мещовском и Барятинском районах»;
"the Roslavl and Pochinok districts".
"""

from collections.abc import Sequence

from extraction.numerals import NUMERALS
from extraction.place_items import Item
from extraction.place_unknowns import read_unknown
from extraction.place_words import JOINT, LEAD_IN, PREPOSITION, word_flags
from extraction.tokens import Shape, Tokens

_COMMAS = frozenset((",", "/"))
_REGION_KINDS = frozenset(("oblast", "krai", "republic", "any"))
_GOES_WITH = {"oblast": "fy", "republic": "fy", "krai": "m", "any": "m", "autonomous": "m"}
_LONGEST_GAP = 9
_PASSED_OVER = PREPOSITION | LEAD_IN
_COUNT_REACH = 3


def link(tokens: Tokens, items: list[Item]) -> list[list[Item]]:
    """The groups of coordinated names, numbered, with the unknown names found inside lists."""
    groups: list[list[Item]] = []
    group: list[Item] = []
    for item in items:
        if group:
            before = group[-1]
            if _is_joined(tokens, before.last, item.first):
                group.append(item)
                continue
            unknown = _unknown_between(tokens, before, item)
            if unknown is not None:
                group += (unknown, item)
                continue
            if len(group) > 1 or before.head == "village":
                _add_unknown_end(tokens, group)
        group = [item]
        groups.append(group)
    _add_unknown_end(tokens, group)
    for number, members in enumerate(groups, 1):
        for item in members:
            item.group = number
    return groups


def _is_joined(tokens: Tokens, start: int, end: int) -> bool:
    """Whether separators, one at least, prepositions and lead-in nouns are all between two names."""
    if not start < end <= start + _LONGEST_GAP:
        return False
    separated, at = False, start
    while at < end:
        word = tokens.norms[at]
        flags = word_flags(word)
        if flags & JOINT or word in _COMMAS:
            separated = True
        elif not flags & _PASSED_OVER:
            return _is_joined(tokens, _beyond_count(tokens.norms, start), end)
        at += 1
    return separated


def _beyond_count(norms: Sequence[str], bracket: int) -> int:
    """«Воронежской (4), Тульской 2, …»: the token after a count, far off where it is none."""
    if norms[bracket + 1] in _COMMAS and is_number(norms[bracket]):
        return bracket + 1
    if norms[bracket] == "(" and is_number(norms[bracket + 1]):
        for at in range(bracket + 2, bracket + 2 + _COUNT_REACH):
            if norms[at] == ")":
                return at + 1
    return len(norms)


def is_number(norm: str) -> bool:
    """Whether a word is a number in digits or a numeral."""
    return norm.isdecimal() or norm in NUMERALS


def _joins(norm: str) -> bool:
    return bool(word_flags(norm) & JOINT)


def _unknown_at(tokens: Tokens, start: int, *, villages: bool) -> Item | None:
    """An unknown name right after ", and": "Borovsk, Kirov and Yernov", «сёла Доброе и Новая Слободка»."""
    norms = tokens.norms
    at = start
    while norms[at] in _COMMAS or word_flags(norms[at]) & JOINT:
        at += 1
    if at == start or len(norms[at]) < 4:
        return None
    unknown = read_unknown(tokens, at, among_villages=villages)
    if unknown is None:
        return None
    following = norms[unknown.last]
    joined_on = _joins(following)
    ends = joined_on or not following or tokens[unknown.last].shape in (Shape.MARK, Shape.LINE)
    if not ends or not (joined_on or following == "," or _joins(norms[at - 1])):
        return None
    return unknown


def _unknown_between(tokens: Tokens, before: Item, after: Item) -> Item | None:
    unknown = _unknown_at(tokens, before.last, villages=before.head == "village")
    if unknown is None or not _is_joined(tokens, unknown.last, after.first):
        return None
    return unknown


def _add_unknown_end(tokens: Tokens, group: list[Item]) -> None:
    """The unknown last name of a list of places ("Borovsk, Maloyaroslavets, and Yernov")."""
    last = group[-1]
    if not (last.name.known or last.head) or (len(group) == 1 and last.head != "village"):
        return
    villages = last.head == "village" or (len(group) > 1 and group[-2].head == "village")
    unknown = _unknown_at(tokens, last.last, villages=villages)
    if unknown is not None:
        group.append(unknown)


def share_heads(tokens: Tokens, group: Sequence[Item]) -> None:
    """Gives the head noun of a list to the names that lean on it: backwards first, then forwards."""
    _share_backwards(tokens, group)
    _share_forwards(tokens, group)


def _agrees(tokens: Tokens, item: Item, giver: Item) -> bool:
    """A word that is also a town must stand in the giver's case: not «над Липецком и Грязинским районом»."""
    if item.latin or "t" not in item.name.letters or not giver.name.known:
        return True
    mine, other = tokens.norms[item.name_last - 1], tokens.norms[giver.name_last - 1]
    return mine[-1] == other[-1] and (mine[-2] in "иы") == (other[-2] in "иы")


def _share_backwards(tokens: Tokens, group: Sequence[Item]) -> None:
    carried: Item | None = None
    parted = False
    for item in reversed(group):
        if item.head and not item.before:
            carried = item if item.many or not item.latin else None
            parted = False
        elif carried is not None and not item.head:
            if not item.name.adjectival and not item.latin:
                parted = True
            elif (
                not ((parted or not carried.many) and _is_town(item))
                and _agrees(tokens, item, carried)
                and _may_take(item, carried)
            ):
                item.head, item.many, item.shared = carried.head, True, True
        if carried is not None and _begins_segment(tokens, item, carried):
            carried = None


def _begins_segment(tokens: Tokens, item: Item, giver: Item) -> bool:
    """Whether a noun is no one's before this name: "Khimki, Klin and the Ruzsky and Odintsovo districts"."""
    if item is giver:
        return not item.many and _has_preposition(tokens, item)
    return giver.head == "district" and item.first > 0 and tokens.norms[item.first - 1] == "the"


def _is_town(item: Item) -> bool:
    return any(entry.kind == "city" for entry in item.name.entries("t"))


def _is_no_town(item: Item) -> bool:
    return item.name.known and "t" not in item.name.letters


def _has_preposition(tokens: Tokens, item: Item) -> bool:
    """A single noun after its own preposition is no one else's: «над Вольском и в Энгельсском районе»."""
    return any(word_flags(token.norm) & PREPOSITION for token in tokens[max(0, item.first - 2) : item.first])


def _may_take(item: Item, giver: Item) -> bool:
    """Whether a name has a reading that goes with the giver's noun."""
    letters = item.name.letters
    if item.latin:
        takes = "e" if giver.head in _REGION_KINDS else "db" if giver.head == "district" else "s"
        return not letters.isdisjoint(takes)
    if not item.name.adjectival or not item.name.known:
        return False
    if giver.head == "district":
        return not letters.isdisjoint("dt") and not letters.isdisjoint("dmfs")
    return not letters.isdisjoint(_GOES_WITH.get(giver.head, "s"))


def _share_forwards(tokens: Tokens, group: Sequence[Item]) -> None:
    carried: Item | None = None
    for item in group:
        if item.head:
            leads = item.before and (item.many or item.head == "village")
            carried = item if leads or not (item.before or item.many or item.shared) else None
        elif carried is None:
            continue
        elif carried.before and carried.head in ("village", "district"):
            takes = (
                not _is_no_town(item)
                if carried.head == "village"
                else not item.name.letters.isdisjoint("dnt" if carried.many else "dn")
            )
            if takes:
                item.head, item.shared, item.before = carried.head, True, True
        elif carried.before and carried.head in _REGION_KINDS:
            if item.latin and "e" in item.name.letters:  # "over the regions of Kaluga, Tula and Oryol"
                item.head, item.shared, item.before = carried.head, True, True
        elif (
            not carried.before
            and not item.latin
            and item.name.known
            and _agrees(tokens, item, carried)
            and _may_take(item, carried)
        ):
            item.head, item.shared = carried.head, True
