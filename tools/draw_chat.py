"""Draws the README's picture: two posts handed in, receipts, alerts and two answers, as the bot words them.

Run from the repository root: `.venv/bin/python -m tools.draw_chat [ru|en]`. The posts are ours, in the
officials' manner; every other word in the picture is what the program answers to them.
"""

import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from domain.alert import AlertPolicy
from domain.outbox import OutboxMessage
from domain.post import IncomingPost, Origin, OriginKind, Submission
from domain.source import Issuer, Source
from domain.totals import Period
from rendering.i18n import words_for
from rendering.reasons import render_why
from rendering.sentences import render_statement
from services.compare_claims import state_figure
from services.explain_number import explain_number
from services.ingest_post import ingest_post
from services.rules import CountingRules
from storage.sync_writer import SyncWriter, open_sync
from tools.chat_svg import Bubble, draw

CHAT, CHANNEL = 7, -1007
GOVERNOR = Source("governor", Issuer.GOVERNOR, "RU-KLU", chat_id=-1001, username="example_governor")
MINISTRY = Source("ministry", Issuer.MINISTRY, chat_id=-1002, username="example_ministry")
CHANNELS = {
    "ru": {"governor": "Губернатор, Калуга", "ministry": "Министерство"},
    "en": {"governor": "Governor of Kaluga", "ministry": "Ministry"},
}
GOVERNORS_TEXT = (
    "С 21.00 до 8.00 силами ПВО над территорией Калужской области уничтожено 11 БПЛА: в Боровском и "
    "Малоярославецком районах. По предварительной информации, пострадавших нет."
)
MINISTRYS_TEXT = (
    "С 1.00 мск до 5.00 мск дежурными средствами ПВО перехвачены и уничтожены 20 беспилотных летательных "
    "аппаратов: 10 БПЛА – над территорией Калужской области, 8 БПЛА – над территорией Брянской области "
    "и 2 БПЛА – над территорией Московского региона."
)
POSTS = (
    (GOVERNOR, datetime(2026, 3, 12, 6, 5, tzinfo=UTC), GOVERNORS_TEXT),
    (MINISTRY, datetime(2026, 3, 12, 6, 40, tzinfo=UTC), MINISTRYS_TEXT),
)
TITLES = {"ru": ("Чат с ботом", "Канал"), "en": ("Chat with the bot", "Channel")}
ASKED = {"ru": ("Вопросы боту", "Калуга"), "en": ("Questions to the bot", "Kaluga")}
REGION, DAY = "RU-KLU", date(2026, 3, 12)
EDITED = {"ru": "изменено", "en": "edited"}


@dataclass(slots=True)
class Conversation:
    """Bubbles by the key of their message, in the order they appeared; an edit changes its own."""

    language: str
    bubbles: dict[str, Bubble]

    def hand_in(self, records: SyncWriter, number: int) -> None:
        """Forward one post and show what the bot answers."""
        source, posted_at, text = POSTS[number]
        title = CHANNELS[self.language][source.name]
        origin = Origin(OriginKind.CHANNEL, posted_at, source.chat_id, number + 1, title, source.username)
        submission = Submission(CHAT, number + 1, "editor", posted_at, language=self.language)
        self.bubbles[f"post {number}"] = Bubble(column=0, html=f"<i>{title}</i>\n{text}", is_mine=True)
        rules = rules_of(self.language)
        records.write(lambda tx: ingest_post(tx, IncomingPost(text, origin, submission), rules, posted_at))
        while leased := records.write(lambda tx: tx.outbox.lease_due(posted_at, 60, 10)):
            for row in leased:
                self._show(row.message)
                records.write(lambda tx, sent=row.id: tx.outbox.mark_sent(sent, sent, posted_at))  # type: ignore[misc]  # a default binds the loop's value

    def ask(self, records: SyncWriter) -> None:
        """Ask for a sentence to publish and for what it rests on."""
        heading, name = ASKED[self.language]
        words, zone, period = words_for(self.language), rules_of(self.language).zone, Period(DAY, DAY)
        statement = records.read(lambda tx: state_figure(tx, period, REGION, zone))
        story = records.read(lambda tx: explain_number(tx, period, REGION))
        for command, told in (
            ("sum", render_statement(statement, words)),
            ("why", render_why(story, words, zone)),
        ):
            title = heading if command == "sum" else ""
            self.bubbles[f"/{command}"] = Bubble(1, f"/{command} {name}", is_mine=True, heading=title)
            self.bubbles[f"{command} told"] = Bubble(1, told)

    def _show(self, message: OutboxMessage) -> None:
        column = int(message.chat_id == CHANNEL)
        if message.edits is None:
            self.bubbles[message.key] = Bubble(column, message.text)
        else:
            edited = self.bubbles[message.edits]
            self.bubbles[message.edits] = replace(edited, html=message.text, is_edited=True)


def rules_of(language: str) -> CountingRules:
    sources = {source.chat_id: source for source in (GOVERNOR, MINISTRY) if source.chat_id is not None}
    registry = {source.name: source for source in sources.values()}
    alerts = AlertPolicy((CHANNEL,), language=language)
    return CountingRules(sources, ZoneInfo("Europe/Moscow"), alerts, registry)


def main(language: str) -> None:
    conversation = Conversation(language, {})
    with (
        TemporaryDirectory() as folder,
        open_sync(f"sqlite:///{folder}/picture.db", clock=lambda: POSTS[0][1]) as records,
    ):
        records.write(lambda tx: tx.sources.sync(rules_of(language).sources.values(), POSTS[0][1]))
        for number in range(len(POSTS)):
            conversation.hand_in(records, number)
        conversation.ask(records)
    target = Path(f"docs/images/receipt-and-alert.{language}.svg")
    picture = draw(TITLES[language], list(conversation.bubbles.values()), edited=EDITED[language])
    target.write_text(picture, encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "ru")
