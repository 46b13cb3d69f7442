"""What the whole bot keeps in memory does not grow with the number of people who write to it."""

import gc

from aiogram.fsm.storage.memory import MemoryStorageRecord

from tests.flow.whole_bot.newsroom import Newsroom


async def test_nothing_is_kept_in_memory_of_everybody_who_ever_wrote(newsroom: Newsroom) -> None:
    before = _states_of_dialogues()
    people = [newsroom.telegram.user(7000 + number) for number in range(3)]
    async with newsroom.bot_runs():
        for person in people:
            person.send("/start")
            await newsroom.said(person.id)
        assert _states_of_dialogues() == before


def _states_of_dialogues() -> int:
    gc.collect()
    return sum(isinstance(one, MemoryStorageRecord) for one in gc.get_objects())
