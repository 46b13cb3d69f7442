"""Casualties: what verbs and nouns of harm and of medical care say of people."""

from extraction.lexicon import Word
from extraction.passage import NEAR, Passage
from extraction.people import People, clause_of, find_people
from extraction.toll import Toll
from extraction.victims import is_same_person

HURT = Word.INJV | Word.INJWEAK
_NOT = frozenset({"не", "not"})
_NOBODY = frozenset({"никто", "никого", "никому", "nobody", "none"})
_WITH = frozenset({"с", "со", "от", "with", "from"})
_WOUNDED = ("пострада", "травмирован", "контужен", "ранил", "wounded", "injured", "hurt")
_OF_ONE = frozenset({"пострадала", "ранена", "пострадал", "ранен"})
_ALL_OF_THEM = frozenset({"все", "оба", "обе", "all", "both", "он", "она", "he", "she"})
_PRONOUNS = frozenset({"он", "она", "he", "she"})
_SOUGHT = ("обрат", "обращ", "sought")
_ALL = frozenset({"всего", "итого", "общей"})
_MEDICAL = (
    *("медицин", "медпомощ", "врач", "медик", "больниц", "госпитал", "амбулатор", "скор", "фельдшер"),
    *("травмпункт", "medical", "hospital", "doctor"),
)
_ON_THE_SPOT = frozenset({"месте", "spot", "scene"})
_TOWNS = ("city", "settlement")
_HELP = ("помощ", "состояни")
_HARD = ("тяж", "средн", "критич", "легк", "стабильн", "удовлетвор", "крайне")


def read_casualty(passage: Passage, index: int, bits: int, toll: Toll, counted: set[int]) -> None:
    """What a verb or noun of harm says. `counted`: the tokens of those already counted in the sentence."""
    killed = bool(bits & Word.KILLV) or _is_deadly(passage, index)
    if passage.norms[index - 1] in _NOT or _is_of_nobody(passage, index):
        if killed:
            toll.none_killed = True
        else:
            _read_unhurt(passage, index, toll)
        return
    wounds = not killed and _is_with(passage, index)
    if wounds and passage.bits_near(index) & Word.KILLV:
        return  # «от полученных травм скончался»
    people = find_people(passage, index, bits)
    if people is None:
        if passage.norms[index].startswith("пострада") and passage.bits_near(index) & Word.THING:
            toll.damage = True
        return
    if people.at in counted:
        return  # «пострадал мужчина – осколочные ранения»: he is one
    counted.add(people.at)
    if killed:
        _add_killed(passage, people, toll)
    elif not (toll.injured and _is_known(passage, people.at)):
        _add_hurt(passage, index, people, toll, in_care=wounds or _is_care(passage, index, bits))


def _add_killed(passage: Passage, people: People, toll: Toll) -> None:
    """A later sentence about no other place tells how those counted before died."""
    elsewhere = people.more or passage.sentence.places or passage.sentence.at == toll.dead_at
    if not elsewhere and toll.is_of_the_dead(people.size):
        return
    toll.add(people.size, killed=True)
    if passage.norms[people.at] in _PRONOUNS:
        toll.bury()


def _is_care(passage: Passage, index: int, bits: int) -> bool:
    """«госпитализированы», «обратились»; those who «отравились дымом» are hurt."""
    return bool(bits & Word.INJWEAK) and not passage.norms[index].startswith("отрав")


def _is_deadly(passage: Passage, index: int) -> bool:
    """«получил ранения, несовместимые с жизнью»."""
    return any(norm.startswith("несовместим") for norm in passage.norms[index + 1 : index + 4])


def _add_hurt(passage: Passage, index: int, people: People, toll: Toll, *, in_care: bool) -> None:
    if in_care and passage.norms[index].startswith(_SOUGHT) and not people.more:
        toll.sought += people.size
    elif in_care:
        toll.treat(people.size, more=people.more)
    elif _is_total(passage, index):
        toll.total(people.size, killed=False)
    elif is_same_person(passage, people, toll):
        toll.treat(people.size, more=False)
    elif _is_detail(passage, people, toll):
        toll.detail(people.size)
    else:
        toll.add(people.size, killed=False)


def _is_detail(passage: Passage, people: People, toll: Toll) -> bool:
    """A later sentence without "more", about no other town, details the figure told before."""
    spot = any(place.kind in _TOWNS for place in passage.sentence.places)
    at = passage.sentence.at
    if not toll.injured:
        toll.first_at, toll.first_on_spot = at, spot
        return False
    if toll.injured[0] == 1 or people.more or toll.first_at == at:
        return False
    return not passage.sentence.places or (spot and not toll.first_on_spot)


def read_care(passage: Passage, index: int, toll: Toll, counted: set[int]) -> None:
    """«помощь оказана троим», «двое в больнице», «ещё 11 – в тяжёлом состоянии»."""
    norm = passage.norms[index]
    low, high = clause_of(passage, index)
    if passage.bits_between(low, high) & Word.KILLV:
        return  # «в больнице скончался мужчина»
    if _is_of_nobody(passage, index):
        toll.deny(dead_only=False)
        return
    if norm.startswith(_HELP) and not _is_medical(passage, index, low, high):
        return
    people = find_people(passage, index, Word.VICTIMN)
    if people is not None and people.at not in counted:
        counted.add(people.at)
        if _is_known(passage, people.at) and (toll.injured or toll.treated):
            return
        toll.treat(people.size, more=people.more)


def _is_known(passage: Passage, at: int) -> bool:
    """«все трое», «оба», «она»: those told of before."""
    return passage.norms[at] in _ALL_OF_THEM or passage.norms[at - 1] in _ALL_OF_THEM


def _is_medical(passage: Passage, index: int, low: int, high: int) -> bool:
    if passage.norms[index].startswith("состояни"):
        return any(passage.norms[near].startswith(_HARD) for near in (index - 1, index + 1, index - 2))
    return any(
        passage.norms[at].startswith(_MEDICAL) or passage.norms[at] in _ON_THE_SPOT for at in range(low, high)
    )


def _is_with(passage: Passage, index: int) -> bool:
    """«с осколочными ранениями», «от полученных травм»: the wounds of somebody told of."""
    norm = passage.norms[index]
    if norm.startswith(_WOUNDED) or (norm.startswith("ранен") and not norm.startswith("ранени")):
        return False
    return any(passage.norms[near] in _WITH for near in range(max(passage.first, index - 3), index))


def _is_total(passage: Passage, index: int) -> bool:
    """«Всего пострадали 19 человек»."""
    return any(passage.norms[near] in _ALL for near in range(max(passage.first, index - 2), index))


def _is_of_nobody(passage: Passage, index: int) -> bool:
    for near in range(max(passage.first, index - NEAR), index):
        norm = passage.norms[near]
        if norm in _NOBODY:
            return True
        if passage.norms[near - 1] == "no" and (norm == "one" or passage.bits(near) & Word.PERSON):
            return True  # "no one", "no workers were hurt"
    return False


def _read_unhurt(passage: Passage, index: int, toll: Toll) -> None:
    """«Люди и объекты не пострадали»: each subject named is unharmed; none named is nobody.

    «Ранены муж и жена, их дочь не пострадала» says it of one beside those hurt.
    """
    if toll.injured and passage.norms[index] in _OF_ONE and not _is_of_nobody(passage, index):
        return
    low, high = clause_of(passage, index)
    comma = next((at for at in range(index, high) if passage.norms[at] == ","), high)
    listed = low - 2 >= passage.first and not passage.bits(low - 3) & Word.THING  # «объекты энергетики, дома»
    words = passage.bits_between(max(low, index - 2 * NEAR), comma) | (
        passage.bits(low - 2) & Word.PERSON if listed else 0
    )
    if words & Word.THING and not _is_of_nobody(passage, index):
        toll.no_damage = True
    if words & Word.PERSON or not words & Word.THING:
        toll.deny(dead_only=False)
