"""The change log over real posts: what changed a figure, what was shown, and what is not kept."""

from datetime import timedelta

from domain.change import COUNTRY, CauseKind, ChangeLog, LoggedChange, Occasion, ShownFigure
from domain.totals import Totals
from services.change_log import figures_shown, read_log
from services.daily_digest import queue_digest
from services.rebuild import rebuild
from services.shown_queue import ShownQueue
from tests.records.newsdesk import ANNA, CHANNEL, MINISTRY, MORNING, TODAY, Newsdesk, over

ELEVEN = "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."


def log(newsdesk: Newsdesk, region: str | None = "RU-KLU") -> ChangeLog:
    return newsdesk.records.read(lambda tx: read_log(tx, TODAY, region))


def changes(found: ChangeLog) -> list[tuple[int | None, int | None, str]]:
    """Low before, low after, cause."""
    logged = [entry.change for entry in found.entries if isinstance(entry, LoggedChange)]
    return [
        (
            one.before.tally.low if one.before else None,
            one.after.tally.low if one.after else None,
            str(one.cause),
        )
        for one in logged
    ]


def test_each_change_of_a_figure_is_kept_with_the_post_that_made_it(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(minutes=10)
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(minutes=10)
    newsdesk.hand_in(ELEVEN.replace("11 БПЛА", "9 БПЛА"))
    newsdesk.hand_in(ELEVEN.replace("11 БПЛА", "9 БПЛА").replace("Боровского и ", ""))
    newsdesk.hand_in("О сбитых над областью сведений нет.")
    found = log(newsdesk)
    assert changes(found) == [(None, 11, "post:1"), (11, 9, "post:1"), (9, None, "post:1")]
    assert changes(log(newsdesk, None)) == changes(found)
    first = found.entries[0]
    assert isinstance(first, LoggedChange)
    assert (first.change.changed_at, first.title) == (MORNING, "Канал")
    assert first.link is not None


def test_import_changes_figures_without_filling_the_log(newsdesk: Newsdesk) -> None:
    newsdesk.bring_from_history(ELEVEN, MORNING)
    assert newsdesk.totals().all.tally.low == 11
    assert newsdesk.rows("SELECT count(*) FROM figure_changes") == [(0,)]


def test_text_read_otherwise_by_a_rebuild_is_a_change_of_its_own_cause(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over("Брянской области"), by=MINISTRY)
    # As if the rules had once read 5 where they now read 11.
    spoil = "UPDATE claims SET low = 5, best = 5, high = 5 WHERE low = 11"
    newsdesk.records.write(lambda tx: tx.posts._connection.exec_driver_sql(spoil))
    assert newsdesk.records.write(
        lambda tx: [one.subject for one in rebuild(tx, newsdesk.rules, check=True, now=newsdesk.now)]
    )
    assert len(changes(log(newsdesk))) == 1
    newsdesk.records.write(lambda tx: list(rebuild(tx, newsdesk.rules, check=False, now=newsdesk.now)))
    assert changes(log(newsdesk))[-1] == (5, 11, "rebuild")
    assert [cause for *_, cause in changes(log(newsdesk, "RU-BRY"))] == ["post:2"]


def test_alert_and_digest_are_kept_as_shown_in_their_channel(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    tomorrow = newsdesk.now + timedelta(days=1)
    assert newsdesk.records.write(lambda tx: queue_digest(tx, tomorrow.date(), newsdesk.rules, tomorrow))
    assert not newsdesk.records.write(lambda tx: queue_digest(tx, tomorrow.date(), newsdesk.rules, tomorrow))
    shown = [entry for entry in log(newsdesk).entries if isinstance(entry, ShownFigure)]
    assert [(one.occasion, one.chat_id, one.figure.tally.low) for one in shown] == [
        (Occasion.ALERT, CHANNEL, 11),
        (Occasion.DIGEST, CHANNEL, 11),
    ]
    assert newsdesk.rows("SELECT count(*) FROM shown_figures WHERE region = '*'") == [(1,)]


def test_change_stands_before_what_was_shown_of_it_and_older_entries_are_counted(newsdesk: Newsdesk) -> None:
    for n in range(3):
        newsdesk.hand_in(ELEVEN.replace("11 БПЛА", f"{9 + n} БПЛА"))
        newsdesk.pass_time(minutes=1)
    entries = log(newsdesk).entries
    assert isinstance(entries[0], LoggedChange)
    assert isinstance(entries[1], ShownFigure)
    short = newsdesk.records.read(lambda tx: read_log(tx, TODAY, "RU-KLU", limit=2))
    assert short.entries == entries[-2:]
    assert short.left_out > 0


def test_who_asks_in_private_is_not_kept_and_the_same_figure_is_kept_once(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    totals, queue = newsdesk.totals(), ShownQueue()

    def ask(chat_id: int, answer: Totals = totals) -> None:
        queue.put(figures_shown(answer, None, chat_id, Occasion.ANSWER, newsdesk.now))

    for chat_id in (ANNA, ANNA, 777, -100500):
        ask(chat_id)
    waiting = queue.take()
    assert [(one.chat_id, one.region) for one in waiting] == [
        (0, COUNTRY),
        (0, "RU-KLU"),
        (-100500, COUNTRY),
        (-100500, "RU-KLU"),
    ]
    assert queue.take() == []
    newsdesk.hand_in(ELEVEN.replace("11 БПЛА", "9 БПЛА"))
    ask(ANNA, newsdesk.totals())
    assert [one.figure.tally.low for one in queue.take()] == [9, 9]


def test_answers_to_narrowed_questions_are_told_apart(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    then = newsdesk.totals(as_of=newsdesk.now)
    kinds = {one.occasion for one in figures_shown(then, None, 0, Occasion.ANSWER, newsdesk.now)}
    assert kinds == {Occasion.ANSWER_AS_OF}


def test_every_kind_of_cause_is_read_back() -> None:
    assert {str(kind) for kind in CauseKind} == {"post", "decision", "rebuild"}
