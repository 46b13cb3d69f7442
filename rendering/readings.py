"""What was understood from a post, line by line, and what was not: the body of a receipt."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from domain.claim import Claim, Flag, Metric, Weapon
from domain.report import Consequences, Report, Summary, Unresolved
from domain.window import Precision
from rendering.doubts import doubt_words
from rendering.html import escape
from rendering.i18n import Words
from rendering.kinds import metric_name, weapon_name
from rendering.names import in_script, originator_name, place_name, region_name, sea_name
from rendering.times import render_certain, render_span

_MOST_CANDIDATES = 3


def render_reading(report: Report, words: Words, zone: ZoneInfo) -> list[str]:
    """Who claims, where, when, with what consequences; then what is listed apart, unsettled or doubtful."""
    summary = report.summary
    told = (
        _originators(report.claims, words),
        _places(summary, words),
        _hours(report, words, zone),
        _running_total(summary, words),
        _consequences(summary.consequences, words),
        _apart(report.claims, words),
        *(_unsettled(name, words) for name in report.unresolved),
        *(words.gettext("Doubt: {doubt}").format(doubt=doubt) for doubt in _doubts(report, words)),
    )
    return [line for line in told if line]


def is_downed(claim: Claim) -> bool:
    """Whether a claim is of the kind that is totalled as drones downed."""
    return claim.metric is Metric.DOWNED and claim.weapon is Weapon.DRONE


def _originators(claims: Iterable[Claim], words: Words) -> str | None:
    names = dict.fromkeys(originator_name(claim.originator, words) for claim in claims)
    if not names:
        return None
    return words.gettext("Claimed by: {names}").format(names="; ".join(names))


def _places(summary: Summary, words: Words) -> str | None:
    told = [
        *(
            _with_count(_region_with_places(key, summary, words), n, words)
            for key, n in summary.regions.items()
        ),
        *(_with_count(sea_name(sea, words), n, words) for sea, n in summary.seas.items()),
        *_places_elsewhere(summary, words),
    ]
    return words.gettext("Where: {places}").format(places="; ".join(told)) if told else None


def _region_with_places(key: str, summary: Summary, words: Words) -> str:
    codes = key.split("+")
    places = [place_name(place, words) for place in summary.places if place.region in codes]
    name = region_name(key, words)
    return f"{name} ({', '.join(places)})" if places else name


def _places_elsewhere(summary: Summary, words: Words) -> list[str]:
    """Places of no region that the summary names: otherwise they would be dropped in silence."""
    named = {code for key in summary.regions for code in key.split("+")}
    return [
        place_name(place, words)
        if place.region is None
        else f"{place_name(place, words)} ({region_name(place.region, words)})"
        for place in summary.places
        if place.region not in named
    ]


def _with_count(place: str, n: int | None, words: Words) -> str:
    return place if n is None else f"{place} {words.number(n)}"


def _hours(report: Report, words: Words, zone: ZoneInfo) -> str | None:
    summary = report.summary
    window = next((claim.window for claim in report.claims if is_downed(claim)), None)
    if summary.window is not None:
        hours = render_span(summary.window, summary.precision, zone, words)
        told = words.gettext("When: {hours}").format(hours=hours)
    elif window is not None:
        hours = render_span(window.outer, Precision.NONE, zone, words)
        told = words.gettext("When: no hours given, so within {hours}").format(hours=hours)
    else:
        return None
    is_told = window is None or window.outer != (summary.window or window.outer)
    certain = "" if is_told or window is None else render_certain(window, zone, words)
    if not certain:
        return told
    return words.gettext("{told}, of them certainly {certain}").format(told=told, certain=certain)


def _running_total(summary: Summary, words: Words) -> str | None:
    if summary.cumulative_total is None:
        return None
    n = words.number(summary.cumulative_total)
    return words.gettext("Running total in the post: {n}").format(n=n)


def _consequences(stated: Consequences, words: Words) -> str | None:
    """Silence is unknown and is not mentioned; a stated zero is "none"."""
    if stated.killed == 0 and stated.injured == 0:
        people = [words.gettext("no casualties")]
    else:
        people = [*_killed(stated.killed, words), *_injured(stated.injured, words)]
    told = [*people, *_damage(stated.damage, words)]
    return words.gettext("Consequences: {told}").format(told=", ".join(told)) if told else None


def _killed(n: int | None, words: Words) -> list[str]:
    if n is None:
        return []
    return [words.ngettext("{n} killed", "{n} killed", n) if n else words.gettext("nobody killed")]


def _injured(n: int | None, words: Words) -> list[str]:
    if n is None:
        return []
    return [words.ngettext("{n} injured", "{n} injured", n) if n else words.gettext("nobody injured")]


def _damage(damage: bool | None, words: Words) -> list[str]:
    if damage is None:
        return []
    return [words.gettext("damage") if damage else words.gettext("no damage")]


def _apart(claims: Iterable[Claim], words: Words) -> str | None:
    """Statements kept but never added to the drones downed."""
    told = dict.fromkeys(_other_kind(claim, words) for claim in claims if not is_downed(claim))
    if not told:
        return None
    return words.gettext("Kept apart, not in the total: {kinds}").format(kinds="; ".join(told))


def _other_kind(claim: Claim, words: Words) -> str:
    kind = metric_name(claim.metric, words)
    if claim.weapon is not Weapon.DRONE:
        kind = f"{kind}, {weapon_name(claim.weapon, words)}"
    if Flag.UNNUMBERED in claim.flags or claim.count.best == 0:
        return kind
    return f"{kind}: {words.number(claim.count.best)}"


def _unsettled(name: Unresolved, words: Words) -> str:
    text = escape(name.text)
    if not name.candidates:
        return words.gettext("Place not settled: “{text}”").format(text=text)
    shown = ", ".join(_candidate(candidate, words) for candidate in name.candidates[:_MOST_CANDIDATES])
    return words.gettext("Place not settled: “{text}” → {candidates}?").format(text=text, candidates=shown)


def _candidate(candidate: str, words: Words) -> str:
    """A candidate is a region code, or a name as the gazetteer has it."""
    if candidate.startswith(("RU-", "UA-")):
        return region_name(candidate, words)
    return escape(in_script(candidate, words))


def _doubts(report: Report, words: Words) -> list[str]:
    flags = dict.fromkeys((*report.flags, *(flag for claim in report.claims for flag in claim.flags)))
    return [doubt for flag in flags if (doubt := doubt_words(flag, words)) is not None]
