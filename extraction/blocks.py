"""Blocks: an originator's counts in one post as headline, items and running total.

A breakdown is known by language (a colon, «из них») or by arithmetic: a count over a wider place whose
value is not below the sum of the others. The headline is the total where there is one, else the sum.
"""

from collections.abc import Sequence

from extraction.block import Block, spots
from extraction.mentions import Mention
from extraction.terms import DOWNED, DRONE

_EXHAUSTIVE_LIMIT = 10
_HOURS = ("range", "point", "start_only")


def build_block(originator: str, home: str | None, mentions: Sequence[Mention]) -> Block:
    """The block of an originator's drone-downing mentions, one at least, in the order of the text."""
    block, first = Block(originator, home), mentions[0]
    if len(mentions) == 1 and first.count is not None and first.parent is None:
        block.headline = first
        return block.close()
    counted = [m for m in mentions if m.count is not None]
    block.unnumbered = [m for m in mentions if m.count is None and not m.aside and not m.rest]
    if not counted:
        return block.close()
    totals = [m for m in counted if m.running and _earlier(mentions, m)]
    cut, later = (totals[0], mentions[mentions.index(totals[0]) :]) if totals else (None, [])
    counted = [m for m in counted if m not in totals and m not in later]
    _merge_repeats(counted)
    _sort_out(block, counted)
    _share_the_rest(block, mentions)
    if cut is not None:
        block.running = Block(originator, home)
        block.running.headline = cut
        block.running.items = [m for m in later if m.parent is cut]
        block.running.close()
        _weigh_by_total(block, cut)
    return block.close()


def _weigh_by_total(block: Block, whole: Mention) -> None:
    """A total told after its parts gives them its time where they have none.

    Parts that add up to more than it were told twice: the total stands.
    """
    stated, items = whole.count or 0, block.items
    if block.headline is not None or len(items) < 2 or any((item.count or 0) > stated for item in items):
        return
    told = block.sum_of(items)
    if told > stated:
        block.headline, block.mismatch, block.running = whole, True, None
    elif told == stated and not any(item.period for item in items):
        for item in items:
            item.period = whole.period


def _merge_repeats(counted: Sequence[Mention]) -> None:
    """A number told again (a title, then the text) lends the first telling its places and its hours."""
    for at, mention in enumerate(counted):
        if mention.parent is not None:
            continue
        for first in counted[:at]:
            if first.count == mention.count and _repeats(mention, first):
                if not first.places:
                    first.places = list(mention.places)
                if mention.period is not None and (first.period is None or mention.period.kind in _HOURS):
                    first.period = mention.period
                break


def _share_the_rest(block: Block, mentions: Sequence[Mention]) -> None:
    """«остальные – над А» is an item with what the others leave."""
    rest = next((m for m in mentions if m.rest and m.places), None)
    if rest is None or block.headline is None:
        return
    block.split = {}
    left = (block.headline.count or 0) - block.sum_of(block.items)
    if left > 0:
        rest.count = left
        block.items.append(rest)
        block.mismatch = block.inferred = False


def _earlier(mentions: Sequence[Mention], running: Mention) -> bool:
    """Whether a running total has figures of its own post before it to contain."""
    for mention in mentions:
        if mention is running:
            return False
        if mention.count is not None and not mention.singular:
            return True
    return False


def _sort_out(block: Block, counted: list[Mention]) -> None:
    firm = counted
    if not all(m.singular for m in counted):
        firm = [m for m in counted if not (m.singular and m.subset)]
    top: list[Mention] = []
    for mention in firm:
        parent = mention.parent
        if parent is not None and (parent in firm or (parent.is_drones and parent.metric is DOWNED)):
            if (mention.aside and (mention.subset or not mention.places)) or not mention.listed:
                block.nested.append(mention)
            elif block.headline is None or block.headline is parent:
                block.headline = parent if parent in firm else block.headline
                block.items.append(mention)
            else:
                block.nested.append(mention)
        elif _is_of_an_attack(mention, top) or _shares_out(mention, top):
            block.nested.append(mention)
        else:
            top.append(mention)
    if block.headline is not None:
        _place_rest(block, [m for m in top if m is not block.headline])
    else:
        _by_arithmetic(block, top)
    if block.headline is not None and block.items:
        _settle_readings(block)
        _lend_hours(block, block.headline)


def _is_of_an_attack(mention: Mention, told: Sequence[Mention]) -> bool:
    """«За сутки сбито 62 … По округу нанесён удар девятью, из которых шесть сбиты»: six of the 62."""
    if not mention.subset or mention.parent is None or not told:
        return False
    return told[0].sentence is not mention.sentence and (told[0].count or 0) > (mention.count or 0)


def _shares_out(mention: Mention, told: Sequence[Mention]) -> bool:
    """«Три сбиты в районе А, Б и В, по одному в каждом»: the same three."""
    number = mention.number
    if number is None or not number.distributive or not told or told[-1].sentence is not mention.sentence:
        return False
    return not mention.places or mention.places == told[-1].places


def _lend_hours(block: Block, headline: Mention) -> None:
    """A title's "overnight" is the time of the text's clock hours where the items have them."""
    if headline.period is None or headline.period.kind not in _HOURS:
        for item in block.items:
            if (
                item.period is not None
                and not item.subset
                and item.period.kind in _HOURS
                and item.sentence is not headline.sentence
            ):
                headline.period = item.period
                return


def _place_rest(block: Block, rest: list[Mention]) -> None:
    """Counts outside a stated breakdown: more of them, a part named again, or a missing item."""
    headline = block.headline
    if headline is None:
        return
    for mention in rest:
        fits = block.sum_of([*block.items, mention]) <= (headline.count or 0)
        if mention.singular or any(_repeats(mention, told) for told in (headline, *block.items)):
            block.nested.append(mention)
        elif (
            mention.more
            and mention.sentence is not headline.sentence
            and not (fits and _is_next_part(mention, block.items))
        ):
            block.extras.append(mention)
        elif fits:
            block.items.append(mention)
        elif not mention.places:
            block.nested.append(mention)
        else:
            block.extras.append(mention)


def _by_arithmetic(block: Block, top: list[Mention]) -> None:
    if not top:
        return
    if len(top) == 1:
        block.headline, block.items = top[0], []
        return
    if top[0].rule == "running_total" and all(m.more and m.sentence is not top[0].sentence for m in top[1:]):
        block.headline, block.extras = top[0], top[1:]
        return
    late = [m for m in top if m.more and m.sentence.periods and m.sentence is not top[0].sentence]
    if late and len(top) - len(late) > 1 and not top[0].more:
        block.extras, top = late, [m for m in top if m not in late]  # «…, шесть – над А. Утром – ещё две»
    for candidate in top:
        count = candidate.count
        others = [m for m in top if m is not candidate and not (m.count == count and _repeats(m, candidate))]
        if _heads(block, candidate, others, len(top)):
            block.headline = candidate
            block.items = [m for m in others if not (m.singular and not m.places)]
            block.nested += [m for m in top if m is not candidate and m not in block.items]
            return
    running = any(m.running for m in top)  # «Сбит БПЛА. Всего за ночь их 10» are ten
    block.items = [
        m for m in top if not (m.singular and len(top) > 1 and ((running and not m.more) or _covered(m, top)))
    ]
    if not block.items:
        block.headline = top[0]


def _covered(mention: Mention, top: list[Mention]) -> bool:
    """One drone told of again beside a number over the same place."""
    return any(other is not mention and not other.singular and _within(mention, other) for other in top)


def _heads(block: Block, candidate: Mention, others: list[Mention], of: int) -> bool:
    if not others:
        return of > 1 and not candidate.singular
    if candidate.more or candidate.each or candidate.singular or any(m.more and not m.places for m in others):
        return False
    count, total = candidate.count or 0, block.sum_of(others)
    if len(others) == 1 and others[0].sentence is candidate.sentence and count == total:
        return False  # two of a list that happen to be equal
    if count == total and (not candidate.places or all(_within(m, candidate) for m in others)):
        return True
    if any(m.unit.first < candidate.unit.first for m in others) and not candidate.nation:
        return False
    finer = all(_within(m, candidate) and (not m.more or _is_next_part(m, others)) for m in others)
    return finer and total <= count


def _is_next_part(mention: Mention, parts: Sequence[Mention]) -> bool:
    """«Сбито 57. Больше всего – 21 – над А. Ещё 14 – над Б»: more of the parts, not more than the 57."""
    if not mention.places or mention.sentence.periods:
        return False
    return any(not m.more and m.places and m.unit.first < mention.unit.first for m in parts)


def _within(item: Mention, wider: Mention) -> bool:
    """Whether an item's places lie in the wider mention's: no place at all is the widest."""
    if not wider.places or wider.nation:
        return bool(item.places)
    wide = {code for place in wider.places if place.kind in ("region", "composite") for code in place.regions}
    own = {code for place in item.places for code in place.regions}
    fine = any(place.kind in ("district", "city", "settlement") for place in item.places)
    return bool(own) and own <= wide and (fine or len(wide) > len(own))


def _repeats(mention: Mention, other: Mention) -> bool:
    """The same number over the same or no place, said again without "more"."""
    if other.count != mention.count or mention.more or other.sentence is mention.sentence:
        return False
    ours, theirs = _regions(mention), _regions(other)
    if mention.every or mention.subset or (ours and ours == theirs and not _fine(mention)):
        return True
    if not ours and mention.rule in ("destruction_of", "downed_attributive"):
        return True
    return other.rule == "destruction_of" and (not theirs or not ours or ours == theirs)


def _fine(mention: Mention) -> bool:
    return any(place.kind in ("district", "city", "settlement") for place in mention.places)


def _regions(mention: Mention) -> set[str]:
    return {code for place in mention.places for code in place.regions}


def _settle_readings(block: Block) -> None:
    """Sum and headline differ: try every "each" and "together" reading of the items over several places."""
    headline = block.headline
    if headline is None or (
        headline.number is not None and headline.number.qualifier in ("at_least", "more_than")
    ):
        return
    goal = headline.count or 0
    total = block.sum_of(block.items)
    if total == goal:
        return
    open_items = [m for m in block.items if len(m.places) > 1 and len(spots(m)) > 1][:_EXHAUSTIVE_LIMIT]
    fits = []
    for code in range(1 << len(open_items)):
        reading = {id(m): bool(code >> bit & 1) for bit, m in enumerate(open_items)}
        block.split = reading
        if block.sum_of(block.items) == goal:
            fits.append(reading)
    block.split = {}
    if len(fits) == 1:
        block.split, block.inferred = fits[0], True
    elif total > goal:
        block.mismatch = True


def drones(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that a total of drones may be made of."""
    return [m for m in mentions if m.weapon is DRONE and m.metric is DOWNED]
