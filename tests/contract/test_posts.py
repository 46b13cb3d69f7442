"""Posts, submissions, versions and reports are kept once each and found again."""

import pytest
from sqlalchemy.exc import IntegrityError

from domain.post import Submission, channel_key
from domain.report import PostKind, Report, Summary
from storage.database import SqlDatabase
from storage.errors import RecordMissingError
from storage.transaction import SqlTransaction
from tests.contract.makers import KALUGA, NOON, add_post, add_version, claim, incoming


async def test_post_of_a_listed_source_is_verified_and_found_by_its_key(database: SqlDatabase) -> None:
    added, _ = await database.write(lambda tx: tx.posts.find_or_add(incoming(), KALUGA))

    assert added.verified
    assert (added.source_name, added.title) == ("kaluga", "Губернатор")
    assert added.link == "https://t.me/kaluga/7"
    assert await database.read(lambda tx: tx.posts.find_post(channel_key(-1001, 7))) == added
    assert await database.read(lambda tx: tx.posts.get_post(added.id)) == added


async def test_post_without_a_source_is_not_verified(database: SqlDatabase) -> None:
    added, _ = await database.write(lambda tx: tx.posts.find_or_add(incoming(chat_id=None), None))

    assert (added.verified, added.source_name, added.link) == (False, None, None)


async def test_a_post_is_stored_once(database: SqlDatabase) -> None:
    first = await database.write(add_post)

    again, is_new = await database.write(lambda tx: tx.posts.find_or_add(incoming(), KALUGA))

    assert (again, is_new) == (first, False)


async def test_what_is_not_on_record_is_none_or_an_error(database: SqlDatabase) -> None:
    assert await database.read(lambda tx: tx.posts.find_post("channel:1:1")) is None
    assert await database.read(lambda tx: tx.posts.find_version(1, "hash")) is None
    assert await database.read(lambda tx: tx.posts.find_report(1)) is None
    with pytest.raises(RecordMissingError):
        await database.read(lambda tx: tx.posts.get_post(1))
    with pytest.raises(RecordMissingError):
        await database.read(lambda tx: tx.posts.get_version(1))


async def test_same_chat_message_is_one_submission(database: SqlDatabase) -> None:
    post = await database.write(add_post)
    first = Submission(50, 1, "hashed", NOON, thread_id=4)

    assert await database.write(lambda tx: tx.posts.add_submission(post.id, first))
    assert not await database.write(lambda tx: tx.posts.add_submission(post.id, first))
    assert await database.write(lambda tx: tx.posts.add_submission(post.id, Submission(51, 1, "other", NOON)))
    assert await database.read(lambda tx: tx.posts.count_submissions(post.id)) == 2


async def test_versions_of_a_post_are_told_apart_by_their_text(database: SqlDatabase) -> None:
    post = await database.write(add_post)
    first = await database.write(lambda tx: add_version(tx, post, "сбиты 12"))
    second = await database.write(lambda tx: add_version(tx, post, "сбиты 9"))

    assert await database.read(lambda tx: tx.posts.find_version(post.id, first.text_hash)) == first
    assert await database.read(lambda tx: tx.posts.get_version(second.id)) == second
    assert await database.read(lambda tx: tx.posts.iterate_versions(post.id)) == [first, second]
    with pytest.raises(IntegrityError):
        await database.write(lambda tx: add_version(tx, post, "сбиты 12"))


async def test_current_version_is_one_of_the_posts_own(database: SqlDatabase) -> None:
    post = await database.write(add_post)
    other = await database.write(lambda tx: add_post(tx, 8))
    version = await database.write(lambda tx: add_version(tx, post, "сбиты 12"))

    assert post.current_version_id is None
    await database.write(lambda tx: tx.posts.set_current_version(post.id, version.id))

    kept = await database.read(lambda tx: tx.posts.get_post(post.id))
    assert kept.current_version_id == version.id
    with pytest.raises(RecordMissingError):
        await database.write(lambda tx: tx.posts.set_current_version(other.id, version.id))


async def test_report_read_again_replaces_the_former(database: SqlDatabase) -> None:
    post = await database.write(add_post)
    version = await database.write(lambda tx: add_version(tx, post, "сбиты 12"))
    poor = Report(PostKind.OTHER, Summary(is_incident=False), reason="no verb")
    good = Report(PostKind.INCIDENT, Summary(is_incident=True, total=12), (claim("RU-KLU", low=12),))

    await database.write(lambda tx: tx.posts.put_report(version.id, poor, "1"))
    await database.write(lambda tx: tx.posts.put_report(version.id, good, "2"))

    assert await database.read(lambda tx: tx.posts.find_report(version.id)) == good


async def test_posts_are_walked_in_pages(database: SqlDatabase) -> None:
    added = [await database.write(lambda tx, n=n: add_post(tx, n)) for n in (1, 2, 3)]

    first = await database.read(lambda tx: tx.posts.iterate_posts(0, 2))
    rest = await database.read(lambda tx: tx.posts.iterate_posts(first[-1].id, 2))

    assert first + rest == added


async def test_text_with_a_sign_that_databases_end_texts_with_is_kept_at_its_length(
    database: SqlDatabase,
) -> None:
    def work(tx: SqlTransaction) -> str:
        version = add_version(tx, add_post(tx), "сбиты\0 11 БПЛА")
        return tx.posts.get_version(version.id).text

    assert await database.write(work) in {"сбиты\0 11 БПЛА", "сбиты\ufffd 11 БПЛА"}
