"""Buttons over HTTP: a tap changes the message in its place, decides once, and only for who may decide."""

from sandbox.world import SentMessage
from tests.flow.whole_bot.newsroom import Newsroom

GOVERNOR_POST = (
    "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
)
MINISTRY_POST = (
    "В период с 23.00 мск 10 июня до 6.00 мск 11 июня дежурными средствами ПВО уничтожены 18 украинских "
    "БПЛА: 10 – над территорией Калужской области, 8 – над территорией Брянской области."
)
LIVE = "SELECT low FROM claims WHERE live = 1 ORDER BY low"


async def _receipt(newsroom: Newsroom, post: str = GOVERNOR_POST) -> SentMessage:
    """Boris hands a post in; his receipt."""
    channel = newsroom.governor if post == GOVERNOR_POST else newsroom.ministry
    before = len(newsroom.telegram.sent(newsroom.boris.id))
    newsroom.boris.forward(channel.post(post))
    await newsroom.said(newsroom.boris.id, at_least=before + 1)
    return newsroom.telegram.sent(newsroom.boris.id)[-1]


async def _ask(newsroom: Newsroom, question: str) -> SentMessage:
    before = len(newsroom.telegram.sent(newsroom.boris.id))
    newsroom.pass_time(seconds=5)
    newsroom.boris.send(question)
    await newsroom.said(newsroom.boris.id, at_least=before + 1)
    return newsroom.telegram.sent(newsroom.boris.id)[-1]


async def _tap(newsroom: Newsroom, shown: SentMessage, label: str, *, by: str = "boris") -> str:
    """Tap and wait until the tap is answered; the words of the note."""
    newsroom.pass_time(seconds=5)
    query = getattr(newsroom, by).tap(shown, label)
    answers = newsroom.telegram.world.callback_answers
    await newsroom.telegram.wait_for(lambda: query in answers, timeout_s=10)
    return str(answers[query].get("text", ""))


async def test_day_becomes_another_day_and_another_answer_in_its_place(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _receipt(newsroom)
        shown = await _ask(newsroom, "/today")
        told = [shown.plain]
        for label, words in (
            ("‹ Yesterday", "10 June 2026"),
            ("Today", "11 June 2026"),
            ("Week", "5–11 June 2026"),
            ("Why", "“С 23.00 до 5.00 мск"),
            ("Day", "Kaluga Region: 11*"),
            ("Strictly", "hours within it only"),
        ):
            await _tap(newsroom, shown, label)
            await newsroom.telegram.wait_for(lambda words=words: words in shown.plain, timeout_s=10)
            told.append(shown.plain)
        sent = newsroom.telegram.sent(newsroom.boris.id)
    assert "Kaluga Region: 11*" in told[0]
    assert "no claims on record" in told[1]
    assert len(sent) == 2
    assert shown.button("· Today ·")


async def test_region_is_found_by_a_misspelt_name_and_shows_its_districts_and_posts(
    newsroom: Newsroom,
) -> None:
    async with newsroom.bot_runs():
        await _receipt(newsroom)
        shown = await _ask(newsroom, "/region Калужка")
        assert shown.plain == "Which region is “Калужка”?"
        await _tap(newsroom, shown, "Kaluga Region")
        await newsroom.telegram.wait_for(lambda: "All records: 11" in shown.plain, timeout_s=10)
        assert "Named by claims of the week: Borovsky district, Zhukovsky district" in shown.plain
        await _tap(newsroom, shown, "Posts")
        await newsroom.telegram.wait_for(lambda: "the last posts" in shown.plain, timeout_s=10)
    assert "• 11: governor, Kaluga Region" in shown.plain


async def test_verdict_is_taken_once_however_often_its_button_is_tapped(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        receipt = await _receipt(newsroom)
        data = receipt.button("Not an incident")["callback_data"]
        for _ in range(3):
            newsroom.boris.press(receipt, data)
        answers = newsroom.telegram.world.callback_answers
        await newsroom.telegram.wait_for(lambda: len(answers) == 3, timeout_s=10)
        *_, decision = await newsroom.telegram.wait_sent(2, newsroom.boris.id, timeout_s=10)
        late = [one["text"] for one in answers.values() if one.get("text")]
        await newsroom.telegram.wait_for(
            lambda: receipt.button("Not an incident")["callback_data"] != data, timeout_s=10
        )
        assert await _tap(newsroom, decision, "Take back № 1") == ""
        await newsroom.said(newsroom.boris.id, at_least=3)
        again = await _tap(newsroom, decision, "Take back № 1")
    assert "11 → no claims on record" in decision.plain
    assert len(late) == 2
    assert all("stands otherwise by now; nothing was changed" in one for one in late)
    assert "already taken back" in again
    assert newsroom.rows("SELECT action FROM decisions") == [("reject",), ("undo",)]


async def test_button_of_an_editor_does_nothing_for_a_stranger(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        receipt = await _receipt(newsroom)
        told = [await _tap(newsroom, receipt, one.get("text"), by="stranger") for one in receipt.buttons]
    assert len(told) == 6
    assert all("Only editors decide; nothing was changed" in one for one in told)
    assert newsroom.rows("SELECT count(*) FROM decisions") == [(0,)]


async def test_stale_and_forged_taps_change_nothing_and_say_what_to_do(newsroom: Newsroom) -> None:
    forged = ("v:d:2026-06-11:1:RU-XXX:0:1:en", "j:undo:1:1.0", "s:place:1.1:1.0:RU-XXX", "nonsense", "u:x")
    async with newsroom.bot_runs():
        receipt = await _receipt(newsroom)
        queries = [newsroom.boris.press(receipt, data) for data in forged]
        answers = newsroom.telegram.world.callback_answers
        await newsroom.telegram.wait_for(lambda: set(queries) <= answers.keys(), timeout_s=10)
    assert all(answers[query]["text"] for query in queries)
    assert "out of date" in answers[queries[0]]["text"]
    assert newsroom.rows("SELECT count(*) FROM decisions") == [(0,)]
    assert newsroom.rows("SELECT count(*) FROM inbox WHERE state = 'set_aside'") == [(0,)]


async def test_number_is_asked_for_and_set_and_the_question_outlives_a_restart(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        receipt = await _receipt(newsroom)
        await _tap(newsroom, receipt, "Number")
        *_, asked = await newsroom.said(newsroom.boris.id, at_least=2)
        not_a_number = await _ask(newsroom, "eleven or so")
    async with newsroom.bot_runs():
        fixed = await _ask(newsroom, "9")
        *_, unasked = await _ask_texts(newsroom, "9")
    assert "Write the number: 12, 10-12" in asked
    assert "Not understood" in not_a_number.plain
    assert "№ 1.1: count: 9" in fixed.plain
    assert fixed.button("Take back № 1")
    assert "Forward an official post itself" in unasked
    assert newsroom.rows(LIVE) == [(9,)]
    assert newsroom.rows("SELECT count(*) FROM dialogs") == [(0,)]


async def _ask_texts(newsroom: Newsroom, question: str) -> list[str]:
    return [(await _ask(newsroom, question)).plain]


async def test_place_is_asked_for_with_near_names_as_buttons(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        receipt = await _receipt(newsroom)
        await _tap(newsroom, receipt, "Place")
        await newsroom.said(newsroom.boris.id, at_least=2)
        near = await _ask(newsroom, "Бренск")
        await _tap(newsroom, near, "Bryansk Region")
        *_, moved = await newsroom.said(newsroom.boris.id, at_least=4)
    assert "place: Bryansk Region" in moved
    assert newsroom.rows("SELECT region FROM claim_regions WHERE live = 1") == [("RU-BRY",)]


async def test_of_several_claims_the_one_meant_is_chosen_first(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _receipt(newsroom)
        receipt = await _receipt(newsroom, MINISTRY_POST)
        await _tap(newsroom, receipt, "Whose")
        await newsroom.said(newsroom.boris.id, at_least=3)
        which = newsroom.telegram.sent(newsroom.boris.id)[-1]
        kaluga = next(one["text"] for one in which.buttons if "10 Kaluga" in one["text"])
        await _tap(newsroom, which, kaluga)
        await newsroom.said(newsroom.boris.id, at_least=4)
        whose = newsroom.telegram.sent(newsroom.boris.id)[-1]
        await _tap(newsroom, whose, "governor, Kaluga Region")
        *_, decision = await newsroom.said(newsroom.boris.id, at_least=5)
    assert "claimed by: governor, Kaluga Region" in decision


async def test_repetition_is_bound_to_the_claim_it_repeats(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        receipt = await _receipt(newsroom)
        nothing = await _tap(newsroom, receipt, "Duplicate")
        await _receipt(newsroom, MINISTRY_POST)
        await _tap(newsroom, receipt, "Duplicate")
        await newsroom.said(newsroom.boris.id, at_least=3)
        alike = newsroom.telegram.sent(newsroom.boris.id)[-1]
        kaluga = next(one["text"] for one in alike.buttons if "10 Kaluga" in one["text"])
        await _tap(newsroom, alike, kaluga)
        *_, decision = await newsroom.said(newsroom.boris.id, at_least=4)
    assert "no other post speaks of that place" in nothing
    assert "the same drones as № 2." in decision


async def test_queue_is_gone_through_card_by_card(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        for number in range(12):
            post = newsroom.unlisted.post(GOVERNOR_POST.replace("11 БПЛА", f"{number + 2} БПЛА"))
            newsroom.boris.forward(post)
            newsroom.pass_time(seconds=5)
            await newsroom.said(newsroom.boris.id, at_least=number + 1)
        queue = await _ask(newsroom, "/review")
        first = queue.buttons[0]["text"]
        await _tap(newsroom, queue, "2/2 ›")
        await newsroom.telegram.wait_for(lambda: any(b["text"] == "‹ 1/2" for b in queue.buttons))
        await _tap(newsroom, queue, "‹ 1/2")
        await newsroom.telegram.wait_for(lambda: any(b["text"] == first for b in queue.buttons))
        await _tap(newsroom, queue, first)
        await newsroom.telegram.wait_for(lambda: any(b["text"] == "‹ The queue" for b in queue.buttons))
        card = queue.plain
        await _tap(newsroom, queue, "Right")
        await newsroom.telegram.wait_for(lambda: "11 open doubts" in queue.plain, timeout_s=10)
    assert "the origin is not verified" in card
    assert "13: " in card
    assert newsroom.rows("SELECT action FROM decisions") == [("accept",)]


async def test_fix_without_words_asks_step_by_step_and_can_be_left(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _receipt(newsroom)
        await _ask(newsroom, "/fix")
        wrong = await _ask(newsroom, "77")
        value = await _ask(newsroom, "1")
        await _tap(newsroom, value, "Cancel")
        await newsroom.telegram.wait_for(lambda: "Nothing is asked" in value.plain, timeout_s=10)
        await _ask(newsroom, "/fix")
        await _ask(newsroom, "1.1")
        fixed = await _ask(newsroom, "at least 10")
    assert "no post № 77" in wrong.plain
    assert "count: at least 10" in fixed.plain


async def test_map_comes_as_a_picture_and_is_redrawn_in_its_place(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _receipt(newsroom)
        shown = await _ask(newsroom, "/today")
        await _tap(newsroom, shown, "Map")
        *_, drawn = await newsroom.telegram.wait_sent(3, newsroom.boris.id, timeout_s=30)
        assert drawn.photo is not None
        first = drawn.photo
        assert "In all: 11" in drawn.plain
        await _tap(newsroom, drawn, "‹ Yesterday")
        await newsroom.telegram.wait_for(lambda: "10 June" in drawn.plain, timeout_s=30)
        assert drawn.photo != first
        for label in ("Chart", "By hour"):
            last = drawn.photo
            await _tap(newsroom, drawn, label)
            await newsroom.telegram.wait_for(lambda last=last: drawn.photo != last, timeout_s=30)
        await _tap(newsroom, drawn, "Day")
        *_, words = await newsroom.telegram.wait_sent(4, newsroom.boris.id, timeout_s=10)
    assert words.photo is None
    assert shown.edits == []


async def test_group_s_message_keeps_its_language_and_only_a_reply_answers_a_question(
    newsroom: Newsroom,
) -> None:
    group = newsroom.telegram.group(-100777)
    async with newsroom.bot_runs():
        newsroom.boris.forward(newsroom.governor.post(GOVERNOR_POST), to=group)
        await newsroom.said(group.id)
        newsroom.boris.send("/today", to=group)
        receipt, shown = await newsroom.telegram.wait_sent(2, group.id, timeout_s=10)
        await _tap(newsroom, shown, "Week", by="anna")
        await newsroom.telegram.wait_for(lambda: "5–11 June 2026" in shown.plain, timeout_s=10)
        await _tap(newsroom, receipt, "Number")
        *_, asked = await newsroom.telegram.wait_sent(3, group.id, timeout_s=10)
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("nine, I think", to=group)
        question = newsroom.telegram.world.messages[group.id][asked.message_id]
        newsroom.boris.send("9", to=group, reply_to_message=question)
        *_, fixed = await newsroom.telegram.wait_sent(4, group.id, timeout_s=10)
    assert "Write it as a reply to this message." in asked.plain
    assert asked.reply_to == receipt.message_id
    assert "count: 9" in fixed.plain
