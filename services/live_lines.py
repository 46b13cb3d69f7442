"""Regions' days and posts as they stand, read once for all the listeners that are told of them together."""

import hashlib
from datetime import date

from domain.alert import Alert, AlertLine, AlertState, Badge
from domain.claim import Flag
from domain.live import CountedPost, LiveLine, PostLine, PostLink
from domain.record import StoredClaim, StoredPost
from domain.region import region_key
from domain.subscription import NewsPlace
from domain.totals import TotalsRow
from rendering.i18n import RUSSIAN, words_for
from rendering.live import render_counted_post, render_live_line
from services.alert_views import ELIGIBLE, line_of
from services.channel_title import title_of
from services.ports import Transaction
from services.read_totals import row_of
from services.rules import CountingRules
from services.weigh_claims import counts

_MOST_POSTS = 4


class LiveLines:
    """What is on record, as of one transaction. Each place and post is read when it is first asked for."""

    def __init__(self, tx: Transaction, rules: CountingRules) -> None:
        self._tx = tx
        self._rules = rules
        self._lines: dict[tuple[date, str], LiveLine] = {}
        self._marks: dict[tuple[date, str], str] = {}
        self._posts: dict[int, CountedPost] = {}

    def of_place(self, day: date, region: str) -> LiveLine:
        """A region's day."""
        known = self._lines.get((day, region))
        if known is None:
            known = self._lines[day, region] = self._read_line(day, region)
        return known

    def of_post(self, post_id: int, places: tuple[NewsPlace, ...]) -> CountedPost:
        """A post with what it claims of these places."""
        known = self._posts.get(post_id)
        if known is None:
            known = self._posts[post_id] = self._read_post(post_id, places)
        return known

    def mark_of(self, one: LiveLine) -> str:
        """A short mark of what a line says: where it is the same, the words are."""
        place = (one.day, one.line.region)
        if place not in self._marks:
            words = words_for(RUSSIAN)
            self._marks[place] = _mark("\n".join(render_live_line(one, words, self._rules.zone)))
        return self._marks[place]

    def mark_of_post(self, post: CountedPost) -> str:
        """The same of a post's message."""
        return _mark(render_counted_post(post, words_for(RUSSIAN), self._rules.zone))

    def _read_line(self, day: date, region: str) -> LiveLine:
        standing = self._standing(day, region)
        alert = self._tx.alerts.find_latest(day, region)
        posts = sorted({one.post_id for one in standing}, reverse=True)[:_MOST_POSTS]
        return LiveLine(
            line=self._line(day, region, standing, alert),
            day=day,
            stands=bool(standing),
            originators=tuple(sorted({one.claim.originator for one in standing})),
            posts=tuple(self._link(self._tx.posts.get_post(post_id)) for post_id in posts),
        )

    def _line(self, day: date, region: str, standing: list[StoredClaim], alert: Alert | None) -> AlertLine:
        row = self._row(region, standing)
        sides = sorted({one.claim.originator for one in standing if counts(one.claim)})
        others = tuple(
            (name, self._row(region, [one for one in standing if one.claim.originator == name]))
            for name in sides
        )
        gone = line_of(self._tx, alert, self._rules) if alert is not None and not standing else None
        return AlertLine(
            region=region,
            badge=alert.badge if alert is not None else Badge.NEW_TODAY,
            state=AlertState.ACTIVE if standing else AlertState.WITHDRAWN,
            gap_days=self._rules.alerts.gap_days,
            row=row,
            others=others if len(others) > 1 else (),
            withdrawn_at=gone.withdrawn_at if gone is not None else None,
            day=day,
            editor_reason=gone.editor_reason if gone is not None else None,
        )

    def _read_post(self, post_id: int, places: tuple[NewsPlace, ...]) -> CountedPost:
        post = self._tx.posts.get_post(post_id)
        told = [line for one in places if (line := self._post_line(post, one)) is not None]
        source = self._tx.sources.find(post.source_name) if post.source_name else None
        return CountedPost(
            post=self._link(post),
            originator=source.originator if source is not None else "unknown",
            posted_at=post.posted_at,
            lines=tuple(told),
        )

    def _post_line(self, post: StoredPost, place: NewsPlace) -> PostLine | None:
        own = [one for one in self._standing(place.day, place.region) if one.post_id == post.id]
        own = [one for one in own if _is_told_as(one, place.region)]
        if not own:
            return None
        alert = self._tx.alerts.find_latest(place.day, place.region)
        return PostLine(
            region=place.region,
            day=place.day,
            own=self._row(place.region, own),
            is_new=alert is not None and alert.post_id == post.id,
        )

    def _standing(self, day: date, region: str) -> list[StoredClaim]:
        claims = self._tx.claims.read_all_metrics(day, day, region.split("+"))
        return [one for one in claims if one.live and one.claim.metric in ELIGIBLE and _is_present(one)]

    def _row(self, region: str, claims: list[StoredClaim]) -> TotalsRow:
        counted = [one for one in claims if counts(one.claim)]
        return row_of(region, counted, frozenset(region.split("+")), zone=self._rules.zone)

    def _link(self, post: StoredPost) -> PostLink:
        source = self._tx.sources.find(post.source_name) if post.source_name else None
        title = title_of(post, source) if source is not None else post.title
        return PostLink(title or "", post.link)


def _mark(text: str) -> str:
    return hashlib.blake2s(text.encode(), digest_size=8).hexdigest()


def _is_present(one: StoredClaim) -> bool:
    return Flag.BACKGROUND not in one.claim.flags


def _is_told_as(one: StoredClaim, region: str) -> bool:
    """A claim over the whole Moscow region is told as one place, and not of each of its parts."""
    return not one.claim.composite or region_key(one.claim.regions) == region
