"""What the disk says against what Telegram shows: nothing lost, nothing said twice without saying so."""

from collections import Counter
from dataclasses import dataclass

from rendering.i18n import words_for
from rendering.operations import mark_repeat
from sandbox.world import SentMessage
from tests.chaos.crowd import Crowd
from tests.chaos.stage import ADMIN_CHAT, FIRST_STRANGER, STRANGERS, Stage

GIVEN_UP = "the answer was lost 4 times"
"""What docs/adr/0020 gives up, with a word to the log and the admin chat: four lost answers in a row."""
_MARK = mark_repeat("", words_for("ru")).strip()


@dataclass(frozen=True, slots=True)
class Repeats:
    """Messages shown more than once, and those that say they may be."""

    shown: int
    marked: int


def check_all(stage: Stage, crowd: Crowd) -> None:
    """Nothing is lost, and nothing older stands where something newer was to."""
    check_nothing_is_lost(stage, crowd)
    check_newest_text_stands(stage)


def check_nothing_is_lost(stage: Stage, crowd: Crowd) -> None:
    """Every post is stored once, in its newest text; every forward is acknowledged; nothing was set aside."""
    assert stage.rows("SELECT update_id, error FROM inbox WHERE state != 'closed'") == []
    given_up = stage.rows("SELECT chat_id, reply_to, error FROM outbox WHERE state IN ('dead', 'expired')")
    assert not [error for _, _, error in given_up if GIVEN_UP not in error]
    stored = Counter(key for (key,) in stage.rows("SELECT key FROM posts"))
    assert stored == Counter(crowd.posts)
    texts = "SELECT p.key, v.text FROM posts p JOIN versions v ON v.id = p.current_version_id"
    in_force = dict(stage.rows(texts))
    assert {key: in_force[key] for key in crowd.last_texts} == crowd.last_texts
    submitted = stage.rows("SELECT chat_id, message_id FROM submissions WHERE chat_id > 0")
    assert Counter(submitted) == Counter(crowd.forwards)
    answered = {(one.chat_id, one.reply_to) for one in stage.telegram.sent() if one.reply_to is not None}
    assert crowd.forwards <= answered | {(chat_id, reply_to) for chat_id, reply_to, _ in given_up}


def check_newest_text_stands(stage: Stage) -> None:
    """Each message reads as the newest row of the outbox about it says."""
    originals = (
        "SELECT key, chat_id, telegram_message_id, text FROM outbox WHERE state = 'sent' AND edits IS NULL"
    )
    newest = dict(
        stage.rows("SELECT edits, text FROM outbox WHERE state = 'sent' AND edits IS NOT NULL ORDER BY id")
    )
    at_telegram = {(one.chat_id, one.message_id): one.text for one in stage.telegram.sent()}
    rows = stage.rows(originals)
    assert rows
    for key, chat_id, message_id, text in rows:
        assert unmarked(at_telegram[chat_id, message_id]) == newest.get(key, text), key


def count_repeats(stage: Stage) -> Repeats:
    """Fails for a message that nobody asked to be sent, and for a repeat that does not say so."""
    owed = Counter(
        stage.rows("SELECT chat_id, reply_to, text FROM outbox WHERE edits IS NULL AND replies_to IS NULL")
    )
    answers = Counter(
        (chat_id, text)
        for chat_id, text in stage.rows("SELECT chat_id, text FROM outbox WHERE replies_to IS NOT NULL")
    )
    shown, plain = Counter[tuple[object, ...]](), Counter[tuple[object, ...]]()
    for one in stage.telegram.sent():
        if not _is_question_or_admin(one.chat_id):
            text = _first_text(one)
            key: tuple[object, ...] = (one.chat_id, one.reply_to, unmarked(text))
            if key not in owed:
                key = (one.chat_id, unmarked(text))
            shown[key] += 1
            plain[key] += unmarked(text) == text
    owed_all: Counter[tuple[object, ...]] = Counter({**owed, **answers})
    unknown = [key for key in shown if key not in owed_all]
    assert not unknown, unknown[:3]
    assert not [key for key in shown if plain[key] > owed_all[key]]
    extra = sum(max(0, times - owed_all[key]) for key, times in shown.items())
    return Repeats(extra, sum(shown.values()) - sum(plain.values()))


def unmarked(text: str) -> str:
    return text.removesuffix(_MARK).rstrip("\n") if text.endswith(_MARK) else text


def _first_text(one: SentMessage) -> str:
    return one.edits[0] if one.edits else one.text


def _is_question_or_admin(chat_id: int) -> bool:
    return chat_id == ADMIN_CHAT or FIRST_STRANGER <= chat_id < FIRST_STRANGER + STRANGERS
