"""The desk: what a handler may ask for, each in one transaction. Handlers know nothing behind it."""

import hmac
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from time import perf_counter

from domain.answers import Comparison, Disputes, RegionStory, Statement
from domain.change import ChangeLog, Occasion
from domain.claim import Claim
from domain.post import IncomingPost
from domain.screen import Document
from domain.source import Issuer
from domain.totals import Decision, Explanation, Period, Receipt, SourceStanding, Totals, TotalsRow
from domain.window import day_of
from extraction.region_names import find_region_by_name
from services.all_time import all_time
from services.change_log import figures_shown, note_shown, read_log, receipt_shown
from services.compare_claims import compare_originators, find_disputes, state_figure
from services.editing_desk import EditingDesk
from services.explain_number import explain_number
from services.export_document import export_documents
from services.export_records import ExportQuery
from services.ingest_post import ingest_post, source_of
from services.near_regions import near_regions
from services.operations_desk import OperationsDesk
from services.ports import Clock, Database, Transaction
from services.read_totals import TotalsQuery, read_totals
from services.region_story import tell_region_story
from services.rules import CountingRules
from services.shown_queue import ShownQueue
from services.subscribing_desk import SubscribingDesk

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A post whose facts are committed: by whose voice (None: unverified), of which update, at which instant.

    `taken_s`: seconds from the call to the commit.
    """

    issuer: Issuer | None
    decision: Decision
    claims: tuple[Claim, ...]
    update_id: int | None
    at: datetime
    taken_s: float


def _pass_over(_: TakenIn) -> None:
    """Nobody counts."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The use cases bound to their database, rules and clock. `editors` are Telegram user ids.

    `taken_in` hears of each post that was taken in.
    """

    database: Database
    rules: CountingRules
    clock: Clock
    editors: frozenset[int]
    submitter_key: bytes
    shown: ShownQueue = field(default_factory=ShownQueue)
    taken_in: Callable[[TakenIn], None] = _pass_over

    async def submit(self, post: IncomingPost, update_id: int | None = None) -> None:
        """Take in a forwarded post: facts, receipt and alerts, and close its update, all at once."""
        now, started = self.clock(), perf_counter()
        source = source_of(post, self.rules)

        def work(tx: Transaction) -> Receipt | None:
            receipt = ingest_post(tx, post, self.rules, now)
            if update_id is not None:
                tx.inbox.close(update_id, now)
            return receipt

        receipt = await self.database.write(work)
        if receipt is not None:
            self.shown.put(receipt_shown(post, receipt, self.rules, now))
            taken_s = perf_counter() - started
            _log.info("post", extra=_told(post, receipt, taken_s))
            issuer = None if source is None else source.issuer
            self.taken_in(TakenIn(issuer, receipt.decision, receipt.report.claims, update_id, now, taken_s))

    async def totals(
        self,
        period: Period,
        *,
        regions: Collection[str] | None = None,
        by: str = "region",
        strict: bool = False,
        as_of: datetime | None = None,
    ) -> Totals:
        """Reconciled totals of a period, by "region", "day" or "originator".

        `strict`: without claims whose hours cross the edge of the period. `as_of`: as known at that instant.
        """
        query = TotalsQuery(
            period, frozenset(regions) if regions else None, by, as_of, strict, zone=self.rules.zone
        )
        return await self.database.read(lambda tx: read_totals(tx, query))

    async def all_time(self, region: str) -> TotalsRow | None:
        """The row of a region key over everything on record, from the cluster cache."""
        return await self.database.read(lambda tx: all_time(tx, region))

    async def explain(self, period: Period, region: str | None) -> Explanation:
        """Why the number of a region (None: the country) for a period is what it is."""
        return await self.database.read(lambda tx: explain_number(tx, period, region))

    async def compare(self, period: Period, region: str | None) -> Comparison:
        """What each originator says, side by side, of a region or of all that several speak of."""
        return await self.database.read(lambda tx: compare_originators(tx, period, region))

    async def find_disputes(self, period: Period, region: str | None) -> Disputes:
        """Where claims contradict each other."""
        return await self.database.read(lambda tx: find_disputes(tx, period, region))

    async def region_story(self, region: str, period: Period) -> RegionStory:
        """The districts and the last claims behind a region's figure."""
        return await self.database.read(lambda tx: tell_region_story(tx, region, period))

    async def export(self, period: Period, region: str | None) -> tuple[Document, ...]:
        """Figures and counted claims of some days as files; ExportTooLargeError beyond what a chat takes."""
        query = ExportQuery(period, frozenset(region.split("+")) if region else None)
        return await self.database.read(lambda tx: export_documents(tx, query, self.rules))

    async def state_figure(self, period: Period, region: str | None) -> Statement:
        """A figure with whose claims it rests on, for a sentence to publish."""
        return await self.database.read(lambda tx: state_figure(tx, period, region, self.rules.zone))

    async def read_log(self, period: Period, region: str | None) -> ChangeLog:
        """What changed the figures of these days, and which were shown."""
        await self.write_shown()
        return await self.database.read(lambda tx: read_log(tx, period, region))

    def note_answer(self, chat_id: int, totals: Totals, region: str | None) -> None:
        """Remember the figures of an answer for the change log; nobody waits for it to be written."""
        self.shown.put(figures_shown(totals, region, chat_id, Occasion.ANSWER, self.clock()))

    async def write_shown(self) -> None:
        """Write the figures shown since the last time, in one transaction."""
        shown = self.shown.take()
        if shown:
            await self.database.write(lambda tx: note_shown(tx, shown))

    async def set_corrections(self, chat_id: int, *, wanted: bool) -> None:
        """Whether a chat is told when a figure it was given is corrected."""
        await self.database.write(lambda tx: tx.chats.set_corrections(chat_id, wanted=wanted))

    async def wants_corrections(self, chat_id: int) -> bool:
        """How that is set."""
        return await self.database.read(lambda tx: tx.chats.wants_corrections(chat_id))

    async def sources(self) -> list[SourceStanding]:
        """The listed sources and what came from each."""
        return await self.database.read(lambda tx: tx.sources.read_standings())

    async def remember_chat(self, chat_id: int, kind: str) -> None:
        """Keep that the bot speaks in this chat, which takes us again if it refused us before."""
        now = self.clock()

        def work(tx: Transaction) -> None:
            tx.chats.remember(chat_id, kind, now)
            tx.chats.set_suspended(chat_id, None)

        await self.database.write(work)

    @property
    def editing(self) -> EditingDesk:
        """What only editors may ask for; whoever calls it has checked that one asks."""
        return EditingDesk(self.database, self.rules, self.clock)

    @property
    def subscribing(self) -> SubscribingDesk:
        """What a chat decides for itself; whoever calls it has checked that one asks who may."""
        return SubscribingDesk(self.database, self.rules, self.clock)

    @property
    def operations(self) -> OperationsDesk:
        """What whoever runs the bot may ask for; whoever calls it has checked that one asks."""
        return OperationsDesk(self.database)

    def today(self) -> date:
        """The present day in the configured zone."""
        return day_of(self.clock(), self.rules.zone)

    def find_regions(self, name: str) -> list[str]:
        """Codes of the regions a person may mean by a name or an ISO code; none, one or several."""
        return find_region_by_name(name)

    def near_regions(self, name: str) -> list[str]:
        """Codes of regions with names like a misspelt one, the nearest first."""
        return near_regions(name)

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
