"""The desk: what a handler may ask for, each in one transaction. Handlers know nothing behind it."""

import hmac
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from domain.post import IncomingPost
from domain.totals import Explanation, Period, Receipt, SourceStanding, Totals, TotalsRow
from domain.window import day_of
from extraction.region_names import find_region_by_name
from services.explain_number import explain_number
from services.ingest_post import ingest_post
from services.ports import Clock, Database, Transaction
from services.read_totals import TotalsQuery, read_totals
from services.recount import all_time
from services.rules import CountingRules

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """The use cases bound to their database, rules and clock. `editors` are Telegram user ids."""

    database: Database
    rules: CountingRules
    clock: Clock
    editors: frozenset[int]
    submitter_key: bytes

    async def submit(self, post: IncomingPost, update_id: int | None = None) -> None:
        """Take in a forwarded post: facts, receipt and alerts, and close its update, all at once."""
        now, started = self.clock(), perf_counter()

        def work(tx: Transaction) -> Receipt | None:
            receipt = ingest_post(tx, post, self.rules, now)
            if update_id is not None:
                tx.inbox.close(update_id, now)
            return receipt

        receipt = await self.database.write(work)
        if receipt is not None:
            _log.info("post", extra=_told(post, receipt, perf_counter() - started))

    async def totals(
        self, period: Period, *, regions: Collection[str] | None = None, by: str = "region"
    ) -> Totals:
        """Reconciled totals of a period, by "region", "day" or "originator"."""
        query = TotalsQuery(period, frozenset(regions) if regions else None, by)
        return await self.database.read(lambda tx: read_totals(tx, query))

    async def all_time(self, region: str) -> TotalsRow:
        """The row of a region key over everything on record, from the cluster cache."""
        return await self.database.read(lambda tx: all_time(tx, region))

    async def explain(self, period: Period, region: str | None) -> Explanation:
        """Why the number of a region (None: the country) for a period is what it is."""
        return await self.database.read(lambda tx: explain_number(tx, period, region))

    async def sources(self) -> list[SourceStanding]:
        """The listed sources and what came from each."""
        return await self.database.read(lambda tx: tx.sources.read_standings())

    async def remember_chat(self, chat_id: int, kind: str) -> None:
        """Keep that the bot speaks in this chat."""
        now = self.clock()
        await self.database.write(lambda tx: tx.chats.remember(chat_id, kind, now))

    def today(self) -> date:
        """The present day in the configured zone."""
        return day_of(self.clock(), self.rules.zone)

    def find_regions(self, name: str) -> list[str]:
        """Codes of the regions a person may mean by a name or an ISO code; none, one or several."""
        return find_region_by_name(name)

    def hash_submitter(self, user_id: int) -> str:
        """A forwarder as he is kept: a keyed hash, of no use without the key in the database."""
        return hmac.new(self.submitter_key, str(user_id).encode(), "sha256").hexdigest()[:24]

    def is_editor(self, user_id: int | None) -> bool:
        """Whether this user may hand posts in: deny by default."""
        return user_id in self.editors


def _told(post: IncomingPost, receipt: Receipt, taken_s: float) -> dict[str, object]:
    """The canonical line of a post: which one, what became of it, how long it took. No forwarder."""
    return {
        "chat_id": post.origin.chat_id,
        "message_id": post.origin.message_id,
        "kind": receipt.report.kind.value,
        "claims": len(receipt.report.claims),
        "decision": receipt.decision.value,
        "ms": round(taken_s * 1000, 1),
    }
