"""Coordinated lists of names: which belong together, and which head noun they share.

«Курской, Смоленской областей и Республики Калмыкия»; «в Кирове, Людинове, Мещовском и Барятинском районах»;
"the Roslavl and Pochinok districts".
"""

from collections.abc import Sequence

from extraction.place_items import Item, read_unknown
from extraction.place_words import JOINT, LEAD_IN, PREPOSITION, word_flags
from extraction.tokens import Shape, Token

_COMMAS = frozenset((",", "/"))
_REGION_KINDS = frozenset(("oblast", "krai", "republic", "any"))
_GOES_WITH = {"oblast": "fy", "republic": "fy", "krai": "m", "any": "m", "autonomous": "m"}
_LONGEST_GAP = 9


def link(tokens: Sequence[Token], items: list[Item]) -> list[Item]:
    """Numbers the groups of coordinated names; gives the items with the unknown names found inside lists."""
    out: list[Item] = []
    group = 0
    for item in items:
        if out and _is_joined(tokens, out[-1].last, item.first):
            item.group = out[-1].group
        elif out and (unknown := _unknown_between(tokens, out[-1], item)) is not None:
            unknown.group = item.group = out[-1].group
            out.append(unknown)
        else:
            _add_unknown_end(tokens, out)
            group += 1
            item.group = group
        out.append(item)
    _add_unknown_end(tokens, out)
    return out


def _is_joined(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether separators, one at least, prepositions and lead-in nouns are all between two names."""
    if not 0 < end - start <= _LONGEST_GAP:
        return False
    separated = False
    for token in tokens[start:end]:
        word = token.norm
        if word in _COMMAS or word_flags(word) & JOINT:
            separated = True
        elif not word_flags(word) & (PREPOSITION | LEAD_IN):
            return False
    return separated


def _joins(token: Token) -> bool:
    return bool(word_flags(token.norm) & JOINT)


def _separates(token: Token) -> bool:
    return token.norm in _COMMAS or _joins(token)


def _unknown_at(tokens: Sequence[Token], start: int, *, villages: bool) -> Item | None:
    """An unknown name right after ", and": "Borovsk, Kirov and Yernov", «сёла Доброе и Новая Слободка»."""
    at = start
    while at < len(tokens) and _separates(tokens[at]):
        at += 1
    if at == start or at >= len(tokens) or len(tokens[at].norm) < 4:
        return None
    unknown = read_unknown(tokens, at, among_villages=villages)
    if unknown is None:
        return None
    joint = _joins(tokens[at - 1])
    following = tokens[unknown.last] if unknown.last < len(tokens) else None
    ends = following is None or following.shape in (Shape.MARK, Shape.LINE) or _joins(following)
    goes_on = following is not None and (_joins(following) or following.norm == ",")
    if not ends or not (joint or goes_on):
        return None
    return unknown


def _unknown_between(tokens: Sequence[Token], before: Item, after: Item) -> Item | None:
    unknown = _unknown_at(tokens, before.last, villages=before.head == "village")
    if unknown is None or not _is_joined(tokens, unknown.last, after.first):
        return None
    return unknown


def _add_unknown_end(tokens: Sequence[Token], items: list[Item]) -> None:
    """The unknown last name of a list of places ("Borovsk, Maloyaroslavets, and Yernov")."""
    if not items or not (items[-1].known or items[-1].head):
        return
    listed = len(items) > 1 and items[-2].group == items[-1].group
    if not listed and items[-1].head != "village":
        return
    villages = items[-1].head == "village" or (listed and items[-2].head == "village")
    unknown = _unknown_at(tokens, items[-1].last, villages=villages)
    if unknown is not None:
        unknown.group = items[-1].group
        items.append(unknown)


def share_heads(tokens: Sequence[Token], group: Sequence[Item]) -> None:
    """Gives the head noun of a list to the names that lean on it: backwards first, then forwards."""
    _share_backwards(tokens, group)
    _share_forwards(tokens, group)


def _agrees(tokens: Sequence[Token], item: Item, giver: Item) -> bool:
    """A word that is also a town must stand in the giver's case: not «над Липецком и Грязинским районом»."""
    if item.latin or "t" not in item.letters or not giver.known:
        return True
    mine, other = tokens[item.name_last - 1].norm, tokens[giver.name_last - 1].norm
    return mine[-1] == other[-1] and (mine[-2] in "иы") == (other[-2] in "иы")


def _share_backwards(tokens: Sequence[Token], group: Sequence[Item]) -> None:
    carried: Item | None = None
    parted = False
    for item in reversed(group):
        if item.head and not item.before:
            carried = item if item.many or not item.latin else None
            parted = False
        elif carried is not None and not item.head:
            if not item.adjectival and not item.latin:
                parted = True
            elif (
                not ((parted or not carried.many) and _is_town(item))
                and _agrees(tokens, item, carried)
                and _may_take(item, carried)
            ):
                item.head, item.many, item.shared = carried.head, True, True
        if carried is not None and _begins_segment(tokens, item, carried):
            carried = None


def _begins_segment(tokens: Sequence[Token], item: Item, giver: Item) -> bool:
    """Whether a noun is no one's before this name: "Khimki, Klin and the Ruzsky and Odintsovo districts"."""
    if item is giver:
        return not item.many and _has_preposition(tokens, item)
    return giver.head == "district" and item.first > 0 and tokens[item.first - 1].norm == "the"


def _is_town(item: Item) -> bool:
    return any(entry.kind == "city" for entry in item.entries("t"))


def _is_no_town(item: Item) -> bool:
    return item.known and "t" not in item.letters


def _has_preposition(tokens: Sequence[Token], item: Item) -> bool:
    """A single noun after its own preposition is no one else's: «над Вольском и в Энгельсском районе»."""
    return any(word_flags(token.norm) & PREPOSITION for token in tokens[max(0, item.first - 2) : item.first])


def _may_take(item: Item, giver: Item) -> bool:
    """Whether a name has a reading that goes with the giver's noun."""
    letters = item.letters
    if item.latin:
        takes = "e" if giver.head in _REGION_KINDS else "db" if giver.head == "district" else "s"
        return not letters.isdisjoint(takes)
    if not item.adjectival or not item.known:
        return False
    if giver.head == "district":
        return not letters.isdisjoint("dt") and not letters.isdisjoint("dmfs")
    return not letters.isdisjoint(_GOES_WITH.get(giver.head, "s"))


def _share_forwards(tokens: Sequence[Token], group: Sequence[Item]) -> None:
    carried: Item | None = None
    for item in group:
        if item.head:
            leads = item.before and (item.many or item.head == "village")
            carried = item if leads or not (item.before or item.many or item.shared) else None
        elif carried is None:
            continue
        elif carried.before and carried.head in ("village", "district"):
            takes = not _is_no_town(item) if carried.head == "village" else not item.letters.isdisjoint("dn")
            if takes:
                item.head, item.shared, item.before = carried.head, True, True
        elif (
            not carried.before
            and not item.latin
            and item.known
            and _agrees(tokens, item, carried)
            and _may_take(item, carried)
        ):
            item.head, item.shared = carried.head, True
