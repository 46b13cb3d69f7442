"""Numbers that no official writes, and zero: none of them may become a figure."""

from datetime import UTC, datetime

import pytest

from domain.claim import Flag
from domain.source import Issuer, Source
from extraction import read_post

GOVERNOR = Source("governor", Issuer.GOVERNOR, "RU-KLU")
AT = datetime(2026, 6, 11, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "За ночь сбито 0 БПЛА.",
        "За минувшую ночь сбито ноль беспилотников.",
        "Над Калужской областью не сбито ни одного БПЛА.",
        "Zero drones were shot down overnight.",
    ],
)
def test_none_downed_is_no_claim_and_never_at_least_one(text: str) -> None:
    report = read_post(text, source=GOVERNOR, posted_at=AT)
    assert report.claims == ()
    assert report.summary.total is None


def test_zero_beside_a_figure_leaves_the_figure() -> None:
    report = read_post("Ночью 0 БПЛА сбито над Калугой, 3 – над Обнинском.", source=GOVERNOR, posted_at=AT)
    assert [claim.count.best for claim in report.claims] == [3]


@pytest.mark.parametrize("text", ["Сбито 99999 БПЛА.", "Сбито 1 000 000 000 БПЛА.", "Сбито 2500 БПЛА."])
def test_number_beyond_belief_is_flagged(text: str) -> None:
    (claim,) = read_post(text, source=GOVERNOR, posted_at=AT).claims
    assert Flag.IMPLAUSIBLE in claim.flags


def test_number_in_the_manner_of_engineers_is_no_count() -> None:
    report = read_post("Сбиты 1e9 БПЛА над Боровским районом.", source=GOVERNOR, posted_at=AT)
    assert [claim.count.high for claim in report.claims] in ([], [None])
