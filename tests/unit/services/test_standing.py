"""The fold of decisions over what was read: pure, by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claim import Claim, Count, Evidence, Flag, Metric, Relation, Weapon
from domain.decision import POST, Action, Decision, last_word, standing
from domain.record import Bond, StoredPost, StoredVersion
from domain.window import Precision, Span, Window
from services.standing import Fold, chosen_version, fold_claims, version_in_force

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
DAY = date(2026, 3, 14)
HOUR = timedelta(hours=1)
VERIFIED = StoredPost(1, "channel:1:1", "kaluga", True, NOON, None, None, 5)
UNVERIFIED = replace(VERIFIED, source_name=None, verified=False)


def claim(n: int, words: str, **more: Any) -> Claim:
    facts: dict[str, Any] = {
        "originator": "mod",
        "metric": Metric.DOWNED,
        "weapon": Weapon.DRONE,
        "count": Count(n, n, n),
        "regions": ("RU-KLU",),
        "window": Window(Span(NOON - HOUR, NOON), None, Precision.MINUTE),
        "rule": "number_verb",
        "evidence": (Evidence(0, len(words), words),),
    }
    return Claim(**(facts | more))


DATED = [(claim(3, "сбиты три"), DAY), (claim(5, "сбиты пять"), DAY)]


def decision(
    number: int, action: Action, subject: str = "1.5.0", *, undoes: int | None = None, **value: Any
) -> Decision:
    given_value = {"quote": "сбиты три", **value} if subject != POST else {"version_id": 5, **value}
    return Decision(number, 1, subject, action, given_value, "hashed", "", undoes, NOON)


def fold(*decisions: Decision, post: StoredPost = VERIFIED) -> Fold:
    return fold_claims(post, 5, DATED, decisions)


def accepted(folded: Fold) -> list[bool]:
    return [one.accepted for one in folded.claims]


def test_without_decisions_claims_stand_as_they_were_read() -> None:
    assert fold().dated() == DATED
    assert accepted(fold()) == [True, True]
    assert accepted(fold(post=UNVERIFIED)) == [False, False]


@pytest.mark.parametrize(
    "stray",
    [
        decision(1, Action.REJECT, quote="сбиты четыре"),
        decision(1, Action.REJECT, "1.5.1"),
        decision(1, Action.REJECT, "1.5.7"),
    ],
)
def test_decision_is_bound_by_place_and_words_and_is_never_applied_to_another_sentence(
    stray: Decision,
) -> None:
    folded = fold(stray)
    assert folded.dated() == DATED
    assert folded.unfit == (stray,)


def test_decision_about_another_text_says_nothing_of_this_one() -> None:
    folded = fold(decision(1, Action.REJECT, "1.4.0"), decision(2, Action.REJECT, POST, version_id=4))
    assert accepted(folded) == [True, True]
    assert folded.unfit == ()


def test_last_word_on_a_claim_wins_and_an_older_one_returns_when_it_is_undone() -> None:
    words = [decision(1, Action.REJECT), decision(2, Action.ACCEPT)]
    assert accepted(fold(*words)) == [True, True]
    assert accepted(fold(*words, decision(3, Action.UNDO, undoes=2))) == [False, True]


def test_rejected_post_takes_its_claims_along_save_those_accepted_since() -> None:
    earlier, word = decision(1, Action.ACCEPT), decision(2, Action.REJECT, POST)
    assert accepted(fold(earlier, word)) == [False, False]
    assert accepted(fold(word, decision(3, Action.ACCEPT))) == [True, False]


def test_last_word_on_a_post_wins() -> None:
    words = decision(1, Action.REJECT, POST), decision(2, Action.ACCEPT, POST)
    assert accepted(fold(*words, post=UNVERIFIED)) == [True, True]
    assert accepted(fold(words[1], replace(words[0], id=3), post=UNVERIFIED)) == [False, False]


def test_version_chosen_last_is_in_force() -> None:
    first = decision(1, Action.CHOOSE_VERSION, POST, version_id=3)
    last = decision(2, Action.CHOOSE_VERSION, POST, version_id=1)
    assert chosen_version([first, last]) == last


def test_accepted_post_leaves_a_doubtful_claim_to_be_accepted_by_itself() -> None:
    dated = [(claim(9000, "сбиты 9000", flags=("implausible",), confidence=0.1), DAY)]
    word = decision(1, Action.ACCEPT, POST)
    own = decision(2, Action.ACCEPT, quote="сбиты 9000")
    assert accepted(fold_claims(UNVERIFIED, 5, dated, [word])) == [False]
    assert accepted(fold_claims(UNVERIFIED, 5, dated, [word, own])) == [True]
    assert accepted(fold_claims(UNVERIFIED, 5, dated, [own])) == [False]


def test_fixes_of_different_fields_add_up_and_of_the_same_the_later_holds() -> None:
    fixes = (
        decision(1, Action.FIX, count=[7, 7, 7]),
        decision(2, Action.FIX, originator="governor:RU-KLU"),
        decision(3, Action.FIX, count=[8, 8, None]),
        decision(4, Action.MOVE, regions=["RU-BRY"]),
    )
    (fixed, _) = fold(*fixes).claims
    assert (fixed.claim.count, fixed.claim.originator) == (Count(8, 8, None), "governor:RU-KLU")
    assert fixed.claim.regions == ("RU-BRY",)
    assert Flag.EDITED in fixed.claim.flags
    assert fixed.claim.evidence == DATED[0][0].evidence


def test_claim_is_bound_to_another_once_by_the_last_word_on_the_two() -> None:
    (bound, free) = fold(
        decision(1, Action.MERGE, other="2.9.0"),
        decision(2, Action.MERGE, other="3.9.0"),
        decision(3, Action.SPLIT, other="2.9.0"),
    ).claims
    assert set(bound.bonds) == {Bond(Relation.ADDS_TO, "2.9.0"), Bond(Relation.PART_OF, "3.9.0")}
    assert free.bonds == ()


def test_latest_text_is_in_force_unless_an_editor_chose_another() -> None:
    texts = [StoredVersion(n, 1, "", "", NOON + HOUR * at) for n, at in ((1, 0), (2, 5), (3, 3))]
    choice = decision(1, Action.CHOOSE_VERSION, POST, version_id=3)
    undo = decision(2, Action.UNDO, POST, undoes=1)
    assert version_in_force(texts, []).id == 2
    assert version_in_force(texts, [choice]).id == 3
    assert version_in_force(texts, [choice, undo]).id == 2
    assert chosen_version([choice, undo]) is None


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    """Decisions and undos of any of them, each undone once at most."""
    made: list[Decision] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        free = [one.id for one in made if one.id not in {other.undoes for other in made}]
        undoes = draw(st.sampled_from([None, *free]))
        made.append(decision(number, Action.UNDO if undoes else Action.REJECT, undoes=undoes))
    return made


@given(histories())
def test_decision_stands_unless_an_undo_of_it_stands(history: list[Decision]) -> None:
    def is_in_force(one: Decision) -> bool:
        return not any(other.undoes == one.id and is_in_force(other) for other in history)

    told = [one for one in history if one.action is not Action.UNDO]
    assert standing(history) == [one for one in told if is_in_force(one)]
    for one in told:
        end, is_undone = last_word(history, one.id)
        assert is_undone is not is_in_force(one)
        assert not any(other.undoes == end.id for other in history)


def test_standing_does_not_depend_on_the_order_of_rows() -> None:
    rows = [
        decision(1, Action.REJECT),
        decision(2, Action.UNDO, undoes=1),
        decision(3, Action.UNDO, undoes=2),
    ]
    assert [one.id for one in standing(rows)] == [one.id for one in standing(rows[::-1])] == [1]
