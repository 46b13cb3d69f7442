"""Each method of the stores of chats once, for those who look at query plans."""

from collections.abc import Callable

from domain.subscription import DigestSlot, Heard, Listener, NewsPlace, Subscription
from storage.transaction import SqlTransaction
from tests.contract.makers import DAY, NOON

CODES = ["RU-KLU", "RU-BRY"]
ME_ALONE = Listener(50)
SUBJECTS = ["2026-03-14 RU-KLU", "2026-03-14 RU-BRY"]
HEARD = Heard(ME_ALONE, SUBJECTS[0], DAY, "live:1@50", 3, 3, "3", held=True)

SUBSCRIBING_STEPS: dict[str, Callable[[SqlTransaction], object]] = {
    "set_zone": lambda tx: tx.chats.set_zone(1, "Europe/Samara"),
    "set_quiet": lambda tx: tx.chats.set_quiet(1, 0, 60),
    "set_muted": lambda tx: tx.chats.set_muted(1, NOON),
    "set_suspended": lambda tx: tx.chats.set_suspended(1, NOON),
    "get_settings": lambda tx: tx.chats.get_settings(1),
    "read_settings": lambda tx: tx.chats.read_settings([1, 2]),
    "mutes over": lambda tx: tx.chats.read_mutes_over(NOON),
    "forget chat": lambda tx: tx.chats.forget(50),
    "subscribe": lambda tx: tx.subscriptions.put(ME_ALONE, [Subscription("RU-KLU")], NOON),
    "unsubscribe": lambda tx: tx.subscriptions.remove(ME_ALONE, ["RU-KLU"]),
    "unsubscribe all": lambda tx: tx.subscriptions.remove(ME_ALONE),
    "subscriptions": lambda tx: tx.subscriptions.read(ME_ALONE),
    "subscriptions of chats": lambda tx: tx.subscriptions.read_of_chats([50, 51]),
    "concern anybody": lambda tx: tx.subscriptions.concern_anybody(CODES, SUBJECTS),
    "listeners": lambda tx: tx.subscriptions.read_listeners(CODES, SUBJECTS, ME_ALONE, 10),
    "put slots": lambda tx: tx.subscriptions.put_slots([DigestSlot(ME_ALONE, 540, NOON)]),
    "drop slots": lambda tx: tx.subscriptions.drop_slots(ME_ALONE),
    "slots": lambda tx: tx.subscriptions.read_slots(ME_ALONE),
    "slots of a chat": lambda tx: tx.subscriptions.read_slots_of_chat(50),
    "slots due": lambda tx: tx.subscriptions.read_due(NOON, 10),
    "news.add": lambda tx: tx.news.add(1, [NewsPlace(DAY, "RU-KLU", fresh=True)], NOON),
    "news.set_reached": lambda tx: tx.news.set_reached(1, ME_ALONE),
    "news.forget": lambda tx: tx.news.forget(1),
    "heard.put": lambda tx: tx.heard.put([HEARD]),
    "heard.read_of_subjects": lambda tx: tx.heard.read_of_subjects(SUBJECTS, [ME_ALONE]),
    "heard.read_of_messages": lambda tx: tx.heard.read_of_messages(["live:1@50", "live:2@50"]),
    "heard.read_holding": lambda tx: tx.heard.read_holding(),
    "heard.read_held": lambda tx: tx.heard.read_held(ME_ALONE),
    "heard.forget": lambda tx: tx.heard.forget(ME_ALONE, SUBJECTS),
    "heard.forget_message": lambda tx: tx.heard.forget_message("live:1@50"),
    "heard.let_go": lambda tx: tx.heard.let_go(),
    "heard.prune": lambda tx: tx.heard.prune(DAY),
}
