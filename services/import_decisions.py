"""Editors' decisions of an export, kept under the numbers of this database; nobody is told of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from domain.decision import POST, Action, Decision
from domain.errors import RefusedLineError
from domain.record import StoredPost
from services.claim_edits import Dated, edited
from services.export_columns import ClaimAddress, DecisionRow
from services.export_rows import OTHER, VERSION_KEYS, alias_of
from services.ports import Transaction
from services.readings import dated_of_version
from services.review import renew_doubts
from services.rules import CountingRules
from services.stand_quietly import stand_quietly


@dataclass(slots=True)
class ExportRun:
    """One import of an export, over all its files. `last_version`: the last that was there before.

    `tells_claims`: claims are among what is imported, so texts in `posts` need not be read for theirs.
    `numbers`: decisions here by the number that the export has for them.
    """

    last_version: int
    tells_claims: bool
    numbers: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _History:
    """A post with the decisions and texts (by hash) that are on record."""

    post: StoredPost
    decisions: list[Decision]
    versions: dict[str, int]
    is_changed: bool = False


def import_decisions(
    tx: Transaction,
    rows: Iterable[tuple[int, DecisionRow]],
    rules: CountingRules,
    now: datetime,
    run: ExportRun,
) -> Iterator[tuple[int, str]]:
    """Keep what is not on record, in the order given; yields the rows refused with their reasons.

    Claims of texts that this run brought came as they stand; those that were here before are stood anew.
    """
    histories: dict[str, _History | None] = {}
    for number, row in rows:
        if row.post not in histories:
            histories[row.post] = _read_history(tx, row.post)
        history = histories[row.post]
        if history is None:
            yield number, "post: not on record"
            continue
        try:
            run.numbers[row.number] = _keep(tx, history, row, rules, run.numbers)
        except RefusedLineError as error:
            yield number, error.reason
    for history in histories.values():
        if history is None or not history.is_changed:
            continue
        if any(version_id <= run.last_version for version_id in history.versions.values()):
            stand_quietly(tx, history.post.id, rules, now)
        else:
            renew_doubts(tx, history.post.id, now)


def _read_history(tx: Transaction, key: str) -> _History | None:
    post = tx.posts.find_post(key)
    if post is None:
        return None
    versions = {version.text_hash: version.id for version in tx.posts.iterate_versions(post.id)}
    return _History(post, tx.decisions.read_of_post(post.id), versions)


def _keep(
    tx: Transaction, history: _History, row: DecisionRow, rules: CountingRules, numbers: Mapping[int, int]
) -> int:
    """The number here of a decision, added unless on record; RefusedLineError where it fits nothing here."""
    decision = _decision(tx, history, row, numbers)
    known = next((one for one in history.decisions if _is_same(one, decision)), None)
    if known is None:
        _check(tx, history, decision, rules)
        other = decision.value.get(OTHER)
        other_post_id = int(other.split(".")[0]) if isinstance(other, str) else None
        decision_id = tx.decisions.add(
            post_id=decision.post_id,
            subject=decision.subject,
            action=decision.action.value,
            value=decision.value,
            editor=decision.editor,
            reason=decision.reason,
            at=decision.decided_at,
            undoes=decision.undoes,
            other_post_id=None if other_post_id == decision.post_id else other_post_id,
        )
        known = replace(decision, id=decision_id)
        history.is_changed = True
        history.decisions.append(known)
    return known.id


def _decision(tx: Transaction, history: _History, row: DecisionRow, numbers: Mapping[int, int]) -> Decision:
    """The decision of a row with the numbers of this database; its own number is not known yet."""
    undoes = None
    if row.undoes is not None and (undoes := numbers.get(row.undoes)) is None:
        raise RefusedLineError(f"undoes: decision {row.undoes} is not on record")
    subject = POST
    if row.ordinal is not None:
        subject = f"{history.post.id}.{_version_id(history.versions, row.version)}.{row.ordinal}"
    return Decision(
        id=0,
        post_id=history.post.id,
        subject=subject,
        action=row.action,
        value=_value(tx, history.versions, row.value),
        editor=alias_of(row.editor),
        reason=row.reason,
        undoes=undoes,
        decided_at=row.decided_at,
    )


def _value(tx: Transaction, versions: Mapping[str, int], told: Mapping[str, Any]) -> dict[str, Any]:
    """A decision's value with the numbers of this database."""
    value = dict(told)
    for name in VERSION_KEYS & value.keys():
        value[name] = _version_id(versions, value[name])
    if OTHER in value:
        value[OTHER] = _claim_id(tx, value[OTHER])
    return value


def _version_id(versions: Mapping[str, int], text_hash: Any) -> int:
    try:
        return versions[text_hash]
    except (KeyError, TypeError):
        raise RefusedLineError("version: that text of the post is not on record") from None


def _claim_id(tx: Transaction, address: Any) -> str:
    try:
        told = ClaimAddress.model_validate(address)
    except ValidationError:
        raise RefusedLineError(f"value: `{OTHER}` is not the address of a claim") from None
    post = tx.posts.find_post(told.post)
    version = tx.posts.find_version(post.id, told.version) if post is not None else None
    if version is None:
        raise RefusedLineError("value: the other claim is not on record")
    return f"{version.post_id}.{version.id}.{told.ordinal}"


def _is_same(known: Decision, other: Decision) -> bool:
    """Whether two decisions are one: editors of an export are known by alias only."""
    return (
        (known.subject, known.action, known.reason, known.decided_at, known.undoes)
        == (other.subject, other.action, other.reason, other.decided_at, other.undoes)
        and alias_of(known.editor) == other.editor
        and dict(known.value) == dict(other.value)
    )


def _check(tx: Transaction, history: _History, decision: Decision, rules: CountingRules) -> None:
    """Whether what is to be set can be set: a value of foreign make must not stop every later fold."""
    if any(decision.undoes is not None and one.undoes == decision.undoes for one in history.decisions):
        raise RefusedLineError("undoes: that decision is undone already")
    if (decision.action is Action.UNDO) != (decision.undoes is not None):
        raise RefusedLineError("undoes: only an undo names a decision, and always one")
    if decision.action is Action.CHOOSE_VERSION and decision.version_id is None:
        raise RefusedLineError("value: no version is chosen")
    if decision.action in (Action.FIX, Action.MOVE, Action.MERGE, Action.SPLIT):
        _try(tx, history.post, decision, rules)


def _try(tx: Transaction, post: StoredPost, decision: Decision, rules: CountingRules) -> None:
    ordinal, version_id = decision.ordinal, decision.version_id
    if ordinal is None or version_id is None:
        raise RefusedLineError("ordinal: that decision is about a claim")
    dated: Sequence[Any] = dated_of_version(tx, post, version_id, rules)
    if ordinal >= len(dated):
        return
    try:
        edited(Dated(*dated[ordinal]), decision)
        if decision.action in (Action.MERGE, Action.SPLIT):
            decision.value[OTHER]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RefusedLineError(f"value: not understood: {error!r}") from None
