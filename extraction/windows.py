"""Windows: the time of a mention by the words of its sentence, else of the sentences before it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from domain.window import Precision, Span, Window
from extraction.mentions import Mention
from extraction.periods import PeriodMatch, choose_period, label_window
from extraction.phrases import Kind
from extraction.sentences import Sentence

_TIMELESS = frozenset({"status", "duration", "date_span"})
_SIDE_BY_SIDE = 2
_NO_WINDOWS = _TIMELESS | {"running"}


def find_period(mention: Mention, sentences: Sequence[Sentence]) -> PeriodMatch | None:
    """The words of time a mention stands under; its own sentence first, then the nearest one before it."""
    if mention.period is not None:
        return mention.period
    if mention.sentence.periods:
        own = usable(mention.sentence.periods, mention)
        if own:
            if len(own) > 1 and _are_one_series(own):
                return joined_period(own)
            chosen = choose_period(own) if len(own) > 1 or mention.running else own[0]
            return own[0] if chosen is None and own[0].window is not None else chosen
    if mention.running:
        return None
    at = mention.sentence.at
    while at:
        at -= 1
        sentence = sentences[at]
        if not sentence.periods or _is_stamp(sentence):
            continue
        if sentence.background == mention.sentence.background and sentence.originator == mention.originator:
            periods = usable(sentence.periods, mention)
            if periods:
                return choose_period(periods)
    return None


def _is_stamp(sentence: Sentence) -> bool:
    """«5:30.» alone before the news: when it was written."""
    return (
        not sentence.bits
        and [unit.kind for unit in sentence.units] == [Kind.TIME]
        and (sentence.periods[0].kind == "point" and sentence.periods[0].first == sentence.first)
    )


def _are_one_series(periods: Sequence[PeriodMatch]) -> bool:
    """«в 03:05 и в 03:20 сбиты два»: moments told side by side."""
    if any(period.kind != "point" for period in periods):
        return False
    return all(after.first - before.last <= _SIDE_BY_SIDE for before, after in pairwise(periods))


def joined_period(periods: Sequence[PeriodMatch]) -> PeriodMatch | None:
    """The whole time that several periods take up, from the first's start to the last's end."""
    told = [(period, period.window) for period in periods if period.window is not None]
    if not told:
        return None
    period, window = told[0]
    spans = [window.outer for _, window in told]
    exact = all(window.precision is Precision.MINUTE for _, window in told)
    outer = Span(min(span.start for span in spans), max(span.end for span in spans))
    if outer == window.outer:
        return period
    whole = Window(outer, None, Precision.MINUTE if exact else Precision.APPROX)
    last = max(period.last for period, _ in told)
    return replace(period, window=whole, first=min(period.first for period, _ in told), last=last)


def usable(periods: Sequence[PeriodMatch], mention: Mention | None) -> list[PeriodMatch]:
    """The periods that can be a window: a running total's time is nobody else's."""
    present = mention is not None and not mention.sentence.background
    running = mention is not None and mention.running
    if running and "running" in [period.kind for period in periods]:
        return [p for p in periods if p.kind == "running" and not (present and p.background)]
    others = _TIMELESS if running else _NO_WINDOWS
    return [p for p in periods if p.kind not in others and not (present and p.background)]


def stated_window(period: PeriodMatch | None) -> tuple[Span | None, Precision]:
    """The window as a summary has it."""
    if period is None or period.window is None:
        return None, Precision.NONE
    span, precision = label_window(period)
    return (span, precision) if precision is not Precision.NONE else (None, Precision.NONE)
