"""A second copy of the bot by mistake: on the same database, and on another with the same token."""

from pathlib import Path
from random import Random

import pytest

from tests.chaos.crowd import Crowd
from tests.chaos.ledger import check_all
from tests.chaos.stage import BotProcess, Stage

pytestmark = pytest.mark.chaos


async def test_second_copy_on_the_same_database_ends_and_the_first_goes_on(
    stage: Stage, random: Random, tmp_path: Path
) -> None:
    crowd, second = Crowd(stage, random), copy_of(stage, tmp_path / "second")
    stage.bot.start()
    await stage.until_heard("started")
    second.start()
    try:
        crowd.act(60)
        assert await second.ended(within_s=60) != 0
        assert "another bot runs on this database" in second.log_text()
    finally:
        await second.end()
    await stage.settle()
    assert await stage.bot.stop() == 0
    check_all(stage, crowd)
    assert not stage.bot.errors()


async def test_second_copy_on_another_database_is_named_by_both_and_the_first_goes_on_alone(
    stage: Stage, random: Random, tmp_path: Path
) -> None:
    """Telegram answers 409 to one of two that poll. What came while both polled may have gone to either."""
    crowd = Crowd(stage, random)
    storage = stage.config.storage.model_copy(update={"url": f"sqlite:///{tmp_path}/other.db"})
    second = copy_of(stage, tmp_path / "second", storage=storage)
    stage.bot.start()
    await stage.until_heard("started")
    second.start()
    try:
        await stage.until_heard("another copy polls this token: stop one of the two")
        assert await second.stop() == 0
    finally:
        await second.end()
    crowd.act(60)
    await stage.until_heard("polling works again")
    await stage.settle()
    assert await stage.bot.stop() == 0
    check_all(stage, crowd)


def copy_of(stage: Stage, folder: Path, **changed: object) -> BotProcess:
    folder.mkdir()
    return BotProcess(stage.config.model_copy(update=changed), stage.tempo, folder)
