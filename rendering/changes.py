"""The change log as a reader sees it: what a figure was, what it became and why, and where it was shown."""

from zoneinfo import ZoneInfo

from domain.change import COUNTRY, Cause, CauseKind, ChangeLog, LoggedChange, Occasion, ShownFigure
from domain.totals import Period, TotalsRow
from rendering.figures import render_course, render_figure
from rendering.html import bold, escape, lines, link
from rendering.i18n import Words
from rendering.names import region_name
from rendering.times import render_clock, render_period


def render_log(log: ChangeLog, words: Words, zone: ZoneInfo) -> str:
    """Oldest first, an instant before each entry; entries beyond the longest answer are counted."""
    period = render_period(log.period, words)
    where = f"{region_name(log.region, words)}, {period}" if log.region else period
    return lines(
        bold(words.gettext("Change log: {where}").format(where=where)),
        words.ngettext("{n} older entry not shown", "{n} older entries not shown", log.left_out)
        if log.left_out
        else None,
        *(_entry(entry, log, words, zone) for entry in log.entries),
        None if log.entries else words.gettext("Nothing changed and nothing was shown."),
    )


def _entry(entry: LoggedChange | ShownFigure, log: ChangeLog, words: Words, zone: ZoneInfo) -> str:
    if isinstance(entry, ShownFigure):
        return _shown(entry, log, words, zone)
    change = entry.change
    about = _about(change.region, Period(change.day, change.day), log, words)
    # A change may be of what lies behind a figure that reads the same.
    course = render_course(change.before, change.after, words) or _figure(change.after, words)
    at = change.changed_at.astimezone(zone)
    return f"{words.day(at.date())} {render_clock(at, zone)} {about}{bold(course)}; {_cause(entry, words)}"


def _shown(shown: ShownFigure, log: ChangeLog, words: Words, zone: ZoneInfo) -> str:
    at = shown.shown_at.astimezone(zone)
    place = (
        words.gettext("the whole country") if shown.region == COUNTRY else region_name(shown.region, words)
    )
    where = ", ".join(
        [
            _occasion(shown.occasion, words),
            *([] if shown.region == log.region else [place]),
            *([] if shown.period == log.period else [render_period(shown.period, words)]),
        ]
    )
    told = words.gettext("shown ({occasion}): {figure}").format(
        figure=render_figure(shown.figure, words), occasion=where
    )
    return f"{words.day(at.date())} {render_clock(at, zone)} {told}"


def _about(region: str, period: Period, log: ChangeLog, words: Words) -> str:
    """The place and the days, where they are not those of the headline."""
    place = words.gettext("In all") if region == COUNTRY else region_name(region, words)
    told = [
        *([] if region == log.region else [place]),
        *([] if period == log.period else [render_period(period, words)]),
    ]
    return f"{', '.join(told)}: " if told else ""


def _figure(row: TotalsRow | None, words: Words) -> str:
    return words.gettext("no claims on record") if row is None else render_figure(row, words)


def _cause(entry: LoggedChange, words: Words) -> str:
    cause = entry.change.cause
    if cause.kind is not CauseKind.POST:
        return cause_words(cause, words)
    told = cause_words(cause, words)
    title = f", {escape(entry.title)}" if entry.title else ""
    return link(f"{told}{title}", entry.link)


def cause_words(cause: Cause, words: Words) -> str:
    """What changed a figure, by its kind and number."""
    match cause.kind:
        case CauseKind.POST:
            return words.gettext("post № {n}").format(n=cause.id)
        case CauseKind.DECISION:
            return words.gettext("an editor's decision № {n}").format(n=cause.id)
        case CauseKind.REBUILD:
            return words.gettext("all texts read anew")


def _occasion(occasion: Occasion, words: Words) -> str:
    _ = words.gettext
    return {
        Occasion.RECEIPT: _("receipt"),
        Occasion.ANSWER: _("answer"),
        Occasion.ANSWER_STRICT: _("answer, hours within the period only"),
        Occasion.ANSWER_AS_OF: _("answer from history"),
        Occasion.ALERT: _("alert"),
        Occasion.DIGEST: _("digest"),
        Occasion.NOTICE: _("correction notice"),
    }[occasion]
