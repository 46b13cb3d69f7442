"""Sources that fall silent: one note to the admin chat for each silence, one when it ends."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_desk
from bot.config import Config
from bot.jobs import Sweeps
from domain.post import IncomingPost, Origin, OriginKind, Submission
from services.desk import Desk
from storage.database import SqlDatabase, open_database
from tests.contract.makers import NOON

ADMIN, GOVERNOR = -1009, -1001000000001
FULL: dict[str, Any] = {
    "access": {"admin_chat": ADMIN},
    "channel": {"language": "en"},
    "sources": [
        {
            "chat_id": GOVERNOR,
            "name": "governor",
            "title": "Governor <of> ours",
            "issuer": "governor",
            "home_region": "RU-KLU",
            "silence_hours": 24,
        },
        {"chat_id": -1001000000002, "name": "ministry", "issuer": "mod"},
    ],
}


class Newsdesk:
    """The job on a clock that is moved, as after a restart at every look."""

    def __init__(self, folder: Path, **sections: object) -> None:
        url = f"sqlite:///{folder}/dozor.db"
        self.config = Config.model_validate(FULL | sections | {"storage": {"url": url}})
        self.now = NOON
        self.woken = 0
        self.database: SqlDatabase
        self.desk: Desk

    async def open(self) -> None:
        self.database = await open_database(self.config.storage.url, clock=lambda: self.now)
        self.desk = await open_desk(self.config, self.database, lambda: self.now)

    async def publish(self, number: int, posted_at: datetime) -> None:
        origin = Origin(OriginKind.CHANNEL, posted_at, GOVERNOR, number)
        submission = Submission(50, number, "hashed", self.now)
        await self.desk.submit(IncomingPost(f"Сбиты {number} БПЛА над Калугой", origin, submission))

    async def look(self, **after: float) -> list[str]:
        """What is told some time later."""
        self.now += timedelta(**after)
        await Sweeps(self.config, self.database, self.desk, self._wake).silence()
        rows = await self.database.write(lambda tx: tx.outbox.lease_due(self.now, 1, 50))
        await self.database.write(lambda tx: [tx.outbox.mark_sent(row.id, 1, self.now) for row in rows])
        return [row.message.text for row in rows if row.message.chat_id == ADMIN]

    def _wake(self) -> None:
        self.woken += 1


@pytest.fixture
async def newsdesk(tmp_path: Path) -> AsyncIterator[Newsdesk]:
    opened = Newsdesk(tmp_path)
    await opened.open()
    yield opened
    await opened.database.close()


async def test_silence_is_told_once_after_its_hours_and_its_end_once(newsdesk: Newsdesk) -> None:
    await newsdesk.publish(1, NOON)
    assert await newsdesk.look(hours=24) == []
    (told,) = await newsdesk.look(minutes=5)
    assert told.startswith("<b>Governor &lt;of&gt; ours</b> has been silent for 24 hours, since 14 March")
    assert await newsdesk.look(hours=50) == []
    await newsdesk.publish(2, newsdesk.now)
    (told,) = await newsdesk.look(minutes=5)
    assert "publishes again, after 74 hours of silence" in told
    assert await newsdesk.look(minutes=5) == []
    assert newsdesk.woken == 2


async def test_next_silence_is_told_again(newsdesk: Newsdesk) -> None:
    await newsdesk.publish(1, NOON)
    await newsdesk.look(hours=25)
    await newsdesk.publish(2, newsdesk.now)
    await newsdesk.look(minutes=5)
    (told,) = await newsdesk.look(hours=25)
    assert "silent for 25 hours" in told


async def test_old_post_forwarded_late_does_not_end_a_silence(newsdesk: Newsdesk) -> None:
    await newsdesk.publish(1, NOON)
    await newsdesk.look(hours=48)
    await newsdesk.publish(2, NOON + timedelta(hours=1))
    assert await newsdesk.look(minutes=5) == []


async def test_source_that_never_published_is_timed_from_the_first_look(newsdesk: Newsdesk) -> None:
    assert await newsdesk.look() == []
    assert await newsdesk.look(hours=24) == []
    (told,) = await newsdesk.look(minutes=5)
    assert "silent for 24 hours" in told


@pytest.mark.parametrize("sections", [{"access": {}}, {"sources": FULL["sources"][1:]}])
async def test_nothing_is_told_where_nobody_asked_for_it(tmp_path: Path, sections: dict[str, Any]) -> None:
    newsdesk = Newsdesk(tmp_path, **sections)
    await newsdesk.open()
    try:
        assert await newsdesk.look() == []
        assert await newsdesk.look(days=30) == []
    finally:
        await newsdesk.database.close()
