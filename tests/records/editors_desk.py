"""A newsdesk with an editor at it, who decides by the numbers that receipts print."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

from domain.decision import Action
from domain.order import Order, Target, Wish
from services.decide import Outcome, decide, undo
from services.rebuild import rebuild
from services.review import read_review
from tests.records.newsdesk import Newsdesk, of_the_ministry
from tests.servers import parse_server, run_on

EDITOR = "hashed-editor"
KALUGA, BRYANSK = "Калужской области", "Брянской области"
ELEVEN = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
BOTH = of_the_ministry(
    f"18 украинских БПЛА: 10 – над территорией {KALUGA}, восемь – над территорией {BRYANSK}"
)
EARLY = of_the_ministry(
    f"11 украинских БПЛА над территорией {KALUGA}", hours="с 1.00 мск до 3.00 мск 11 июня"
)
WILD = "Сегодня ночью силами ПВО сбиты 99999 БПЛА над Калужской областью."


class EditorsDesk(Newsdesk):
    """`number` "17.2" is the second claim of post 17."""

    def order(self, action: Action, number: str, reason: str = "", **wish: Any) -> Outcome:
        self.now += timedelta(minutes=1)
        asked = Order(action, target(number), EDITOR, reason, Wish(**wish))
        return self.records.write(lambda tx: decide(tx, asked, self.rules, self.now))

    def undo(self, decision_id: int | None = None, editor: str = EDITOR) -> Outcome:
        self.now += timedelta(minutes=1)
        return self.records.write(lambda tx: undo(tx, decision_id, editor, self.rules, self.now))

    def doubts(self) -> list[tuple[str, str]]:
        """(subject, reason) of each open doubt, newest first."""
        page = self.records.read(lambda tx: read_review(tx, 1))
        return [(one.open.doubt.subject, one.open.doubt.reason.value) for one in page.doubts]

    def rebuild(self) -> None:
        self.records.write(lambda tx: list(rebuild(tx, self.rules, check=False, now=self.now)))

    def write_over(self, statement: str) -> None:
        """Change the database behind the back of the program."""
        if not self.url.startswith("sqlite"):
            run_on(parse_server(self.url), f"{statement};")
            return
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(statement)

    def low(self, **asked: Any) -> int:
        return self.totals(**asked).all.tally.low


def target(number: str) -> Target:
    post_id, _, claim = number.partition(".")
    return Target(int(post_id), int(claim) if claim else None)
