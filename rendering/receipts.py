"""Receipts: what a forwarder is told, the verdict first."""

from zoneinfo import ZoneInfo

from domain.report import Report
from domain.totals import Decision, Receipt, RegionFigures
from rendering.figures import is_disputed, is_nothing, render_course, render_figure, render_stated
from rendering.html import bold, code, escape, lines, link
from rendering.i18n import Words
from rendering.kinds import why_nothing
from rendering.names import region_name
from rendering.readings import is_downed, render_reading
from rendering.times import render_clock, render_instant

_VERDICTS_WITHOUT_NUMBER = frozenset(
    {Decision.DUPLICATE, Decision.OLD_VERSION, Decision.HELD_TEXT, Decision.UNVERIFIED}
)


def render_receipt(receipt: Receipt, words: Words, zone: ZoneInfo) -> str:
    """The verdict; each region's figure before and after; what was read from the post; its link."""
    repeated = receipt.decision is Decision.DUPLICATE
    return lines(
        bold(_verdict(receipt, words, zone)),
        _stated_line(receipt, words),
        *(_region_line(figures, words) for figures in receipt.regions),
        *([] if repeated else render_reading(receipt.report, words, zone)),
        _post_line(receipt, words, zone),
        _unlisted_line(receipt, words),
    )


def _verdict(receipt: Receipt, words: Words, zone: ZoneInfo) -> str:
    stated = render_stated(receipt.report, words)
    match receipt.decision:
        case Decision.COUNTED:
            return words.gettext("Counted. Downed: {figure}").format(figure=stated)
        case Decision.DUPLICATE:
            return words.ngettext(
                "Already on record: {n} submission, no figure changes",
                "Already on record: {n} submissions, no figure changes",
                receipt.submissions,
            )
        case Decision.NEW_VERSION:
            return _new_version(receipt, stated, words, zone)
        case Decision.OLD_VERSION | Decision.HELD_TEXT:
            return _kept_aside(receipt.decision, words)
        case Decision.UNVERIFIED:
            return words.gettext("Unverified: stored, raises no number")
        case Decision.NOTHING_COUNTED:
            why = why_nothing(receipt.report, words)
            return words.gettext("Nothing counted: {reason}").format(reason=why)


def _kept_aside(decision: Decision, words: Words) -> str:
    if decision is Decision.HELD_TEXT:
        return words.gettext("Another text: kept for review, an editor holds the former one in force")
    return words.gettext("Older copy: kept, the newer text stays in force")


def _stated_line(receipt: Receipt, words: Words) -> str | None:
    """The post's own number, where the verdict does not say it."""
    summary = receipt.report.summary
    if receipt.decision not in _VERDICTS_WITHOUT_NUMBER or not summary.is_incident:
        return None
    return words.gettext("Downed, by this post: {figure}").format(figure=render_stated(receipt.report, words))


def _new_version(receipt: Receipt, stated: str, words: Words, zone: ZoneInfo) -> str:
    was = _stated_of(receipt.former, words)
    if was is not None and not _says_downed(receipt.report):
        return words.gettext("New version: the source has withdrawn its figure ({former})").format(former=was)
    if was is None:
        return words.gettext("New version. Downed: {figure}").format(figure=stated)
    if was == stated:
        return words.gettext("New version, the number is the same: {figure}").format(figure=stated)
    if receipt.replaced_at is None:
        return words.gettext("New version: was {former}, now {figure}").format(former=was, figure=stated)
    clock = render_clock(receipt.replaced_at, zone)
    return words.gettext("New version: was {former} until {clock}, now {figure}").format(
        former=was, clock=clock, figure=stated
    )


def _says_downed(report: Report) -> bool:
    return report.summary.total is not None or any(is_downed(claim) for claim in report.claims)


def _stated_of(report: Report | None, words: Words) -> str | None:
    if report is None or not report.summary.is_incident:
        return None
    return render_stated(report, words)


def _region_line(figures: RegionFigures, words: Words) -> str:
    name = region_name(figures.region, words)
    course = words.gettext("{region}, {day}: {course}; all records: {all_time}")
    return course.format(
        region=bold(name),
        day=words.day(figures.day),
        course=_course(figures, words),
        all_time=_all_time(figures, words),
    )


def _course(figures: RegionFigures, words: Words) -> str:
    after = render_figure(figures.after, words, scope=figures.region)
    if figures.before is None or is_nothing(figures.before):
        return words.gettext("none on record → {after}").format(after=after)
    return render_course(figures.before, figures.after, words, scope=figures.region) or after


def _all_time(figures: RegionFigures, words: Words) -> str:
    """The line has said by then that the claims disagree, if they do that day."""
    if figures.all_time is None:
        return words.gettext("being recounted after an import")
    told = any(row is not None and is_disputed(row) for row in (figures.before, figures.after))
    return render_figure(figures.all_time, words, scope=figures.region, marked=not told)


def _unlisted_line(receipt: Receipt, words: Words) -> str | None:
    """How the channel becomes a source: the id is what the configuration wants."""
    if receipt.unlisted_chat_id is None:
        return None
    return words.gettext("This channel is not a listed source. Its id for the configuration: {id}").format(
        id=code(str(receipt.unlisted_chat_id))
    )


def _post_line(receipt: Receipt, words: Words, zone: ZoneInfo) -> str:
    title = escape(receipt.source_title) if receipt.source_title else words.gettext("no visible origin")
    at = render_instant(receipt.posted_at, zone, words)
    if receipt.post_id is None:
        return words.gettext("Post: {post}, {at}").format(post=link(title, receipt.link), at=at)
    return words.gettext("Post № {n}: {post}, {at}").format(
        n=receipt.post_id, post=link(title, receipt.link), at=at
    )
