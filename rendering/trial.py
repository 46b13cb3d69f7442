"""A trial alert: what one would look like, of a region and a figure that nobody claimed."""

from datetime import date
from zoneinfo import ZoneInfo

from domain.alert import AlertLine, AlertPolicy, AlertState, AlertView, Badge
from domain.tally import Tally, TallyState
from domain.totals import TotalsRow
from rendering.alerts import render_alert
from rendering.i18n import Words, words_for

_REGION, _ORIGINATOR = "RU-KLU", "governor:RU-KLU"
_FIGURE = Tally(low=11, high=11, best=11, floor=11, ceiling=11, state=TallyState.EXACT)


def render_trial(policy: AlertPolicy, today: date, words: Words, zone: ZoneInfo) -> str:
    """An example in the channel's language, between words of the reader's that say it is none."""
    row = TotalsRow(_REGION, _FIGURE, claims=1, unnumbered=0)
    line = AlertLine(_REGION, Badge.FIRST_IN_DAYS, AlertState.ACTIVE, policy.gap_days, row, day=today)
    example = render_alert(AlertView(today, _ORIGINATOR, "", None, (line,)), words_for(policy.language), zone)
    return "\n\n".join(
        (
            words.gettext("A trial with an invented figure; only this chat sees it."),
            example,
            _where(policy, words),
        )
    )


def _where(policy: AlertPolicy, words: Words) -> str:
    if not policy.chat_ids:
        return words.gettext("No channel is configured: nobody would be told.")
    chats = ", ".join(str(chat_id) for chat_id in policy.chat_ids)
    return words.gettext("Alerts go to the chat {id}.").format(id=chats)
