"""Hours and days without any sign of their own: «с 1 до 5 над областью сбиты»."""

from datetime import date, timedelta

from extraction.clock_times import Clock
from extraction.clock_words import spoken_hour
from extraction.dates import Day, resolve_day
from extraction.period_windows import Frame
from extraction.tokens import Shape, Tokens
from extraction.wordsets import words

BARE_JOINTS = words("до по и")
_OPENERS = {"с": words("до по"), "со": words("до по"), "c": words("до по"), "между": words("и")}
_ONE = words("час часа часу часом")
_BEFORE = words(". ! ? ; : , период промежуток интервал время •")
_AFTER = words(
    "над на в во под , силами силы средствами дежурными дежурные подразделениями подразделения расчетами",
    "расчеты нашими наши пво по местному мск военные военными системами",
)
_DOWNING = ("сбит", "сбил", "уничтож", "перехва", "подавл", "нейтрализ", "ликвидир", "обезвре", "отраж")
_OF_THOSE = ("ых", "их", "ого", "ым", "ыми")


def read_bare_hour(tokens: Tokens, index: int, *, after_time: bool) -> Clock | None:
    """The first of two bare hours, at a numeral; None where the words may as well be counts.

    Hours open their sentence or follow words of time (`after_time`), and no noun of things counted follows.
    """
    norms = tokens.norms
    first = _hour(tokens, index)
    if first is None or norms[first[1]] not in _OPENERS.get(norms[index - 1], ()):
        return None
    if not after_time and index > 1 and not _opens(tokens, index - 2):
        return None
    second = _hour(tokens, first[1] + 1)
    if second is None or first[0] == second[0] or not _goes_on(norms[second[1]]):
        return None
    return Clock(index, first[1], first[0] * 60)


def bare_day(number: int, last_day: Day | None, frame: Frame) -> date | None:
    """The date of a day said without its month: «с 22.00 11 до 5.00 12 ноября»."""
    end = None if last_day is None else resolve_day(last_day, frame.today)
    for back in range(4) if end else ():
        day = end - timedelta(days=back) if end else None
        if day is not None and day.day == number:
            return day
    return None


def _opens(tokens: Tokens, before: int) -> bool:
    return tokens.norms[before] in _BEFORE or tokens[before].shape in (Shape.LINE, Shape.MARK)


def _goes_on(norm: str) -> bool:
    """Whether the word after the second hour is no noun: «с 3 до 5 дронов» are no hours."""
    return norm in _AFTER or (norm.startswith(_DOWNING) and not norm.endswith(_OF_THOSE))


def _hour(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """An hour up to 24 in digits or in words, and the token after it."""
    norm = tokens.norms[index]
    if norm.isdecimal():
        return (int(norm), index + 1) if len(norm) <= 2 and int(norm) <= 24 else None
    return (1, index + 1) if norm in _ONE else spoken_hour(tokens, index)
