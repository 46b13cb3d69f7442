"""Texts that an import brings to posts on record: what they change beside the figure."""

import json
from dataclasses import replace
from datetime import date, timedelta

from domain.decision import Action
from domain.order import Target
from domain.post import channel_key
from services.import_batch import import_posts
from services.import_export import import_rows
from services.read_totals import TotalsQuery, read_totals
from services.settle_scopes import settle_slice
from storage.sync_writer import SyncWriter
from tests.records.archive import EVERYTHING, NOW
from tests.records.editors_desk import ELEVEN, KALUGA, EditorsDesk
from tests.records.exports import Archivist, rows_of
from tests.records.histories import import_in_batches, posts_of, told
from tests.records.newsdesk import GOVERNOR, MINISTRY, UNLISTED, over

NINE = "Ночью над Калужской областью сбиты 9 БПЛА."
WILD = "Ночью над Калужской областью сбиты 99999 БПЛА."


def bring_later_text(desk: EditorsDesk, text: str, chat_id: int) -> None:
    """Import a text of an hour later under the identity of the channel's first post."""
    post = posts_of([told(1, text)])[0]
    later = replace(post, key=channel_key(chat_id, 1), seen_at=desk.now + timedelta(hours=1))
    desk.records.write(lambda tx: import_posts(tx, [later], desk.rules, desk.now))


def test_later_text_closes_the_doubts_of_the_one_it_replaces(desk: EditorsDesk) -> None:
    desk.hand_in(WILD)
    assert [reason for _, reason in desk.doubts()] == ["implausible"]
    bring_later_text(desk, NINE, GOVERNOR)
    assert desk.doubts() == []


def test_text_that_never_was_in_force_has_no_part_in_answers_of_a_past_instant(records: SyncWriter) -> None:
    first, edited = (told(1, text, edit=edit) for text, edit in ((NINE.replace("9", "7"), 0), (NINE, 2)))
    import_in_batches(records, [edited, first], 1)
    then = TotalsQuery(EVERYTHING, as_of=NOW)
    assert records.read(lambda tx: read_totals(tx, then)).all.claims == 1


def test_later_text_of_a_post_that_others_are_bound_to_leaves_their_decision_without_its_claim(
    desk: EditorsDesk,
) -> None:
    desk.hand_in(ELEVEN)
    desk.hand_in(over(KALUGA), by=MINISTRY)
    desk.order(Action.MERGE, "1.1", other=Target(2, 1))
    assert desk.doubts() == []
    bring_later_text(desk, over(KALUGA, "9"), MINISTRY)
    assert desk.doubts() == [("1.1.0", "decision_unfit")]


def test_later_text_of_an_unverified_post_does_not_count_for_being_imported(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN, by=UNLISTED)
    bring_later_text(desk, NINE, UNLISTED)
    assert desk.rows("SELECT count(*) FROM versions") == [(2,)]
    assert desk.low() == 0


def test_edit_before_its_own_post_is_of_the_moment_of_the_post() -> None:
    (post,) = posts_of([told(1, NINE, edit=-5)])
    assert post.seen_at == post.posted_at


def test_same_words_of_two_days_without_numbers_are_two_posts(records: SyncWriter) -> None:
    lines = [json.loads(told(1, NINE, day=day)) for day in (0, 1)]
    for line in lines:
        del line["id"]
    import_in_batches(records, [json.dumps(line) for line in lines], 2)
    assert records.read(lambda tx: read_totals(tx, TotalsQuery(EVERYTHING))).all.tally.low == 18


def test_day_that_a_text_only_remembers_is_not_marked_as_seen(records: SyncWriter) -> None:
    remembered = f"{NINE} Напомним, 28 мая над Тульской областью сбиты 5 БПЛА."
    import_in_batches(records, [told(1, remembered)], 1)
    claims = records.read(lambda tx: read_totals(tx, TotalsQuery(EVERYTHING, by="day")))
    days = [row.key for row in claims.rows]
    assert days == ["2026-05-28", "2026-06-01"]
    seen, marked = records.read(
        lambda tx: (
            tx.alerts.find_latest(date.fromisoformat(days[0]), "RU-TUL"),
            tx.alerts.find_latest(date.fromisoformat(days[1]), "RU-KLU"),
        )
    )
    assert seen is None
    assert marked is not None


def list_channel(desk: EditorsDesk) -> None:
    """Let the channel that was unlisted be the governor's second one."""
    second = replace(desk.rules.sources[GOVERNOR], name="governor_2")
    desk.rules = replace(desk.rules, sources={**desk.rules.sources, UNLISTED: second})
    desk.records.write(lambda tx: tx.sources.sync(desk.rules.sources.values(), desk.now))


def settle(desk: EditorsDesk) -> None:
    while desk.records.write(settle_slice):
        pass


def test_post_of_a_channel_listed_since_counts_once_an_import_brings_it(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN, by=UNLISTED)
    assert [reason for _, reason in desk.doubts()] == ["unverified"]
    list_channel(desk)
    for text in (ELEVEN, NINE):
        bring_later_text(desk, text, UNLISTED)
        settle(desk)
        assert desk.low() == (11 if text is ELEVEN else 9)
    assert desk.rows("SELECT verified, source_name FROM posts") == [(1, "governor_2")]
    assert [row.key for row in desk.totals(by="originator").rows] == ["governor:RU-KLU"]
    assert desk.doubts() == []
    assert desk.differences() == []
    assert desk.sent() == []


def test_post_of_a_channel_listed_since_counts_once_an_export_brings_it(
    desk: EditorsDesk, archivist: Archivist
) -> None:
    desk.hand_in(ELEVEN, by=UNLISTED)
    rows = rows_of(archivist.export(desk.url) / "claims.jsonl")
    list_channel(desk)
    desk.records.write(lambda tx: import_rows(tx, enumerate(rows, 1), desk.rules, desk.now))
    settle(desk)
    assert desk.low() == 11
    assert desk.differences() == []


def test_rejected_post_of_a_channel_listed_since_stays_rejected(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN, by=UNLISTED)
    desk.order(Action.REJECT, "1", "a rumour")
    list_channel(desk)
    bring_later_text(desk, ELEVEN, UNLISTED)
    settle(desk)
    assert desk.low() == 0
