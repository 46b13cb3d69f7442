"""Flags as reasons for care, in words."""

from domain.claim import Flag
from rendering.i18n import Words


def doubt_words(flag: str, words: Words) -> str | None:
    """What a reader should know of a flag; None for flags that the figure itself already shows."""
    return _doubts(words).get(flag)


def _doubts(words: Words) -> dict[str, str]:
    _ = words.gettext
    return {
        Flag.SHARED: _("one count for several regions together; it is not divided among them"),
        Flag.REPELLED: _("“an attack repelled” is read as downed"),
        Flag.BACKGROUND: _("a mention of another date is counted on that date"),
        Flag.INFERRED_FROM_SUM: _("the shares of some regions are inferred from the sum"),
        Flag.BREAKDOWN_MISMATCH: _("the parts do not add up to the total; the total stands for the country"),
        Flag.UNDATED: _("no date in the text; the day of publication is taken"),
        Flag.HOME_REGION_ASSUMED: _("no region named; the region of the source is taken"),
        Flag.CARRIED_OVER: _("the place or the time is told in another sentence than the number"),
        Flag.MISSPELT_PLACE: _("a place name looks misspelt"),
        Flag.IMPLAUSIBLE: _("the number is beyond anything claimed before; it is not counted"),
        Flag.ACCEPTED: _("accepted by an editor"),
        Flag.REJECTED: _("rejected by an editor"),
        Flag.EDITED: _("changed by an editor"),
        Flag.BOUNDED: _("too many entangled claims: the figures are safe bounds"),
    }
