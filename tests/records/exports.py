"""Verbs typed over two databases: what is exported from one and brought into the other."""

import csv
import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.__main__ import make_cli
from bot.clock import system_clock
from domain.claim import Count
from domain.decision import Action
from domain.order import Target
from domain.record import StoredClaim
from services.export_parsing import values_of_cells
from storage.sync_writer import open_sync
from tests.records.editors_desk import EditorsDesk
from tests.records.newsdesk import GOVERNOR, MINISTRY, UNLISTED, of_the_ministry, over

KALUGA, BRYANSK = "Калужской области", "Брянской области"
ELEVEN = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
BOTH = of_the_ministry(
    f"18 украинских БПЛА: 10 – над территорией {KALUGA}, восемь – над территорией {BRYANSK}"
)
ODD = '\'=2+3\r\nСегодня ночью силами ПВО сбиты 4 БПЛА над Боровским округом;\tпострадавших "нет".'
SHARED = of_the_ministry("6 украинских БПЛА над территориями Тульской и Орловской областей")
SEA = of_the_ministry("7 украинских БПЛА над акваторией Черного моря")
BY = ("region", "day", "originator")
FILES = ("claims", "totals", "posts", "decisions")


class Archivist:
    """A folder for exports, and the verbs `export`, `import`, `totals` and `rebuild --check`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._run = CliRunner()
        self.told = ""

    def url(self, name: str) -> str:
        return f"sqlite:///{self.folder / name}.db"

    def type(self, *words: str) -> tuple[int, str]:
        """The exit code and standard output; `told` is then what stood on stderr."""
        done = self._run.invoke(make_cli(), list(words))
        self.told = done.stderr
        if isinstance(done.exception, Exception):
            raise done.exception
        return done.exit_code, done.stdout

    def export(self, url: str, output: str = "jsonl", out: str = "out", *words: str) -> Path:
        """The folder of an export made now, in the place of an earlier one."""
        folder = self.folder / out
        code, _ = self.type(
            "export", "--database", url, "--format", output, "--out", str(folder), "--force", *words
        )
        assert code == 0
        return folder

    def bring(self, url: str, *files: Path) -> dict[str, Any]:
        """What an import that refuses nothing prints."""
        code, out = self.type("import", *map(str, files), "--database", url)
        assert code == 0, self.told
        counts: dict[str, Any] = json.loads(out)
        return counts

    def totals(self, url: str) -> dict[str, list[dict[str, Any]]]:
        """All that `totals` prints, by what the rows are by."""
        return {by: self._totals(url, by) for by in BY}

    def _totals(self, url: str, by: str) -> list[dict[str, Any]]:
        code, out = self.type("totals", "--database", url, "--by", by, "--format", "json")
        assert code == 0
        rows: list[dict[str, Any]] = json.loads(out)
        return rows

    def differences(self, url: str) -> str:
        """What `rebuild --check` prints."""
        return self.type("rebuild", "--check", "--database", url)[1]


def claims_of(url: str) -> list[tuple[Any, ...]]:
    """Every claim with its post and text, and whatever is known of it, numbers of the database aside."""
    with open_sync(url, clock=system_clock) as records:
        return records.read(lambda tx: sorted(_claims(tx), key=repr))


def _claims(tx: Any) -> list[tuple[Any, ...]]:
    ids = tx.pages.read_post_ids(0, 10_000)
    posts = {post.id: post for post in tx.pages.read_posts(ids)}
    texts = {version.id: version for version in tx.pages.read_versions(ids)}
    claims = {claim.id: claim for claim in tx.pages.read_claims(ids)}

    def address(claim: StoredClaim) -> tuple[str, str, int]:
        return posts[claim.post_id].key, texts[claim.version_id].text_hash, claim.ordinal

    return [
        (
            *address(claim),
            claim.day,
            claim.live,
            claim.claim,
            claim.source_name,
            claim.posted_at,
            claim.link,
            [(bond.relation, address(claims[bond.other])) for bond in claim.bonds],
        )
        for claim in claims.values()
    ]


def rows_of(file: Path) -> list[dict[str, Any]]:
    """The rows of a file of either format, as plain values."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return [values_of_cells(cells) for cells in csv.DictReader(lines)]
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def hand_in_everything(desk: EditorsDesk) -> None:
    """Posts edited, unverified, without claims, over a sea, shared, composite, unnumbered, beyond belief…"""
    desk.hand_in(ELEVEN)
    desk.hand_in(BOTH, by=MINISTRY)
    desk.pass_time(minutes=5)
    desk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    desk.hand_in(ELEVEN.replace("11", "9"), by=UNLISTED)
    desk.hand_in(ODD, number=2)
    desk.hand_in("Режим беспилотной опасности отменён.", number=3)
    desk.hand_in(SEA, by=MINISTRY, number=2)
    desk.hand_in(SHARED, by=MINISTRY, number=3)
    desk.hand_in(of_the_ministry("2 украинских БПЛА над Московским регионом"), by=MINISTRY, number=4)
    desk.hand_in("Над областью сбиты ещё пять БПЛА.", number=4, posted_at=desk.now)
    desk.hand_in("Ночью над областью сбиты беспилотники.", number=5)
    desk.hand_in("Сегодня ночью силами ПВО сбиты 99999 БПЛА над Калужской областью.", number=6)
    desk.pass_time(minutes=5)
    desk.hand_in("Опасность прошла.", number=2)


def decide_on_everything(desk: EditorsDesk) -> None:
    """One decision of each kind, an undo, and an undo of an undo."""
    numbers = {key: post_id for post_id, key in desk.rows("SELECT id, key FROM posts")}
    governor, ministry = numbers[f"channel:{GOVERNOR}:1"], numbers[f"channel:{MINISTRY}:1"]
    stranger = numbers[f"channel:{UNLISTED}:1"]
    desk.order(Action.ACCEPT, str(stranger))
    desk.order(Action.FIX, f"{governor}.1", "опечатка", count=Count(10, 10, 10))
    desk.order(Action.MERGE, f"{stranger}.1", other=Target(governor, 1))
    desk.order(Action.REJECT, str(numbers[f"channel:{MINISTRY}:2"]), "=не то")
    desk.undo()
    desk.order(Action.MOVE, f"{ministry}.1", regions=("RU-SMO",))
    desk.order(Action.CHOOSE_VERSION, str(ministry), "правка ошибочна", version=1)
    desk.order(Action.REJECT, f"{ministry}.1")


def decisions_of(folder: Path) -> list[dict[str, Any]]:
    """The decisions of an export without the numbers they had."""
    rows = rows_of(folder / "decisions.jsonl")
    return [{key: row[key] for key in row if key not in ("number", "undoes")} for row in rows]
