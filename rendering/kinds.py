"""Kinds of posts, metrics and weapons in words."""

from domain.claim import Flag, Metric, Weapon, is_doubtful
from domain.report import PostKind, Report
from rendering.i18n import Words


def why_nothing(report: Report, words: Words) -> str:
    """Why a post adds nothing to the total."""
    _ = words.gettext
    if any(Flag.IMPLAUSIBLE in claim.flags for claim in report.claims):
        return _("the number is beyond anything claimed before; it is not counted")
    if any(is_doubtful(claim) for claim in report.claims):
        return _("read with too little certainty; it waits for an editor")
    if report.claims:
        return _("it says nothing of drones downed")
    return {
        PostKind.INCIDENT: _("no statement on drones downed was found in it"),
        PostKind.DIGEST: _("a summary that repeats earlier posts"),
        PostKind.WARNING: _("a warning, nothing is said to have happened"),
        PostKind.ALL_CLEAR: _("an all-clear"),
        PostKind.ADVISORY: _("an advisory"),
        PostKind.OTHER: _("no statement on drones downed was found in it"),
    }[report.kind]


def metric_name(metric: Metric, words: Words) -> str:
    _ = words.gettext
    return {
        Metric.DOWNED: _("downed"),
        Metric.ATTACKED: _("attacked"),
        Metric.REPELLED: _("attack repelled"),
        Metric.DEBRIS: _("debris fell"),
        Metric.IMPACT: _("impact"),
        Metric.THREAT: _("threat"),
    }[metric]


def weapon_name(weapon: Weapon, words: Words) -> str:
    _ = words.gettext
    return {
        Weapon.DRONE: _("drones"),
        Weapon.MISSILE: _("missiles"),
        Weapon.ROCKET: _("rockets"),
        Weapon.BOMB: _("guided bombs"),
        Weapon.BOAT: _("sea drones"),
        Weapon.BALLOON: _("balloons"),
    }[weapon]
