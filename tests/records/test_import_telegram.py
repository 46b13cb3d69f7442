"""Exports of Telegram Desktop: each channel post is the post that would have been forwarded."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import bot.import_feed
from bot.config_errors import ConfigError
from domain.errors import RefusedFileError
from domain.post import channel_key
from services.import_batch import import_posts
from services.import_telegram import TelegramExport
from tests.records.archive import figures
from tests.records.histories import told
from tests.records.import_terminal import ImportTerminal
from tests.records.newsdesk import GOVERNOR, MORNING, Newsdesk

BARE, CHAT_ID = 1234567890, -1001234567890
CONFIG = f"""
[[sources]]
chat_id = {CHAT_ID}
name = "kaluga"
issuer = "governor"
home_region = "RU-KLU"
username = "kaluga_example"
"""
SEVEN = "Ночью над Калужской областью сбиты 7 БПЛА."


def message(number: int, text: Any = SEVEN, **more: Any) -> dict[str, Any]:
    at = int((MORNING + timedelta(minutes=number)).timestamp())
    head = {"id": number, "type": "message", "date": "2026-06-11T08:31:00", "date_unixtime": str(at)}
    return {
        **head,
        "from": "Губернатор",
        "from_id": f"channel{BARE}",
        "text": text,
        "text_entities": [],
    } | more


def channel(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"name": "Губернатор", "type": "public_channel", "id": BARE}
    return {**head, **more, "messages": list(messages)}


def account(*chats: dict[str, Any]) -> dict[str, Any]:
    return {"about": "Here is the data you requested.", "chats": {"about": "x", "list": list(chats)}}


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ImportTerminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bot.import_feed, "BATCH", 3)
    terminal = ImportTerminal(tmp_path, f"sqlite:///{tmp_path}/dozor.db")
    terminal.configure(CONFIG)
    return terminal


@pytest.fixture
def bring(terminal: ImportTerminal) -> Callable[..., Any]:
    def bring_export(export: dict[str, Any], *words: str) -> Any:
        content = json.dumps(export, ensure_ascii=False, indent=1)
        return terminal.bring(terminal.write("result.json", content), *words)

    return bring_export


def test_text_in_parts_is_one_text_and_what_is_no_post_is_passed_over(
    bring: Callable[..., Any], terminal: ImportTerminal
) -> None:
    parts = ["Ночью над ", {"type": "bold", "text": "Калужской областью"}, " сбиты 7 БПЛА."]
    said = bring(
        channel(
            {"id": 1, "type": "service", "action": "create_channel", "text": ""},
            message(2, parts),
            message(3, ""),
            message(4, forwarded_from="Ведомство", forwarded_from_id="channel77"),
        )
    )
    assert (said.code, said.counts["posts"], said.counts["new"]) == (0, 1, 1)
    for reason in ("of the service itself", "forwarded from elsewhere", "without words"):
        assert f"passed over: 1 messages {reason}" in said.notes
    with closing(terminal.records()) as records:
        post = records.read(lambda tx: tx.posts.find_post(channel_key(CHAT_ID, 2)))
        assert post is not None
        assert (post.link, post.title) == ("https://t.me/kaluga_example/2", "Губернатор")
        version = records.read(lambda tx: tx.posts.get_version(post.current_version_id or 0))
        assert version.text == SEVEN
        assert figures(records)["RU-KLU"] == (7, 7, 7)


def test_edited_message_is_the_text_of_its_edit(bring: Callable[..., Any], terminal: ImportTerminal) -> None:
    edited = int((MORNING + timedelta(hours=3)).timestamp())
    bring(channel(message(2, SEVEN.replace("7", "9"), edited_unixtime=str(edited))))
    assert bring(channel(message(2, SEVEN))).counts["new_versions"] == 1
    with closing(terminal.records()) as records:
        assert figures(records)["RU-KLU"] == (9, 9, 9)


@pytest.mark.parametrize("forwarded_first", [True, False])
def test_exported_post_and_its_forward_are_one_post(
    forwarded_first: bool, newsdesk: Newsdesk, tmp_path: Path
) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(channel(message(5))), encoding="utf-8")
    sources = {CHAT_ID: newsdesk.rules.sources[GOVERNOR]}
    newsdesk.rules = replace(newsdesk.rules, sources=sources)

    def bring_export() -> None:
        with path.open("rb") as file:
            (found,) = TelegramExport(file, sources, None).read()
        assert found.post is not None
        posts, rules = [found.post], newsdesk.rules
        newsdesk.records.write(lambda tx: import_posts(tx, posts, rules, newsdesk.now))

    def forward() -> None:
        newsdesk.hand_in(SEVEN, by=CHAT_ID, number=5)

    for step in (forward, bring_export) if forwarded_first else (bring_export, forward):
        step()
    (post,) = newsdesk.records.read(lambda tx: tx.posts.iterate_posts(0, 10))
    assert post.key == channel_key(CHAT_ID, 5)
    assert len(newsdesk.records.read(lambda tx: tx.posts.iterate_versions(post.id))) == 1


def test_chats_of_people_and_channels_that_are_no_sources_are_passed_over_in_an_account(
    bring: Callable[..., Any],
) -> None:
    said = bring(
        account(
            {"name": "Анна", "type": "personal_chat", "id": 5, "messages": [message(1), message(2)]},
            {"type": "saved_messages", "id": 6, "messages": [message(1)]},
            channel(message(1), name="Чужой", id=77),
            channel(message(1), message(2, "Режим опасности отменён.")),
        )
    )
    assert (said.code, said.counts["new"]) == (0, 2)
    assert "passed over: 3 messages in chats that are no channels" in said.notes
    assert 'no source: the channel "Чужой" (-1000000000077)' in said.notes


def test_channel_that_is_no_source_is_refused_with_what_to_do(bring: Callable[..., Any]) -> None:
    said = bring(channel(message(1), id=77))
    assert (said.code, said.counts["posts"], said.counts["refused"]) == (1, 0, 1)
    assert "[[sources]]" in said.notes
    assert "--source NAME" in said.notes


def test_operator_says_whose_the_one_channel_is(bring: Callable[..., Any], terminal: ImportTerminal) -> None:
    export = channel(message(1, "Ночью сбиты 7 БПЛА."), id=77)
    assert bring(export, "--issuer", "governor", "--home-region", "RU-TUL").counts["new"] == 1
    with closing(terminal.records()) as records:
        assert figures(records)["RU-TUL"] == (7, 7, 7)


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("--source", "nobody"), "--issuer"),
        (("--home-region", "RU-TUL"), "--issuer"),
        (("--issuer", "governor"), "--home-region"),
        (("--issuer", "governor", "--home-region", "RU-XXX"), "RU-XXX"),
    ],
)
def test_words_that_do_not_say_whose_it_is_are_refused(
    words: tuple[str, ...], advice: str, bring: Callable[..., Any]
) -> None:
    with pytest.raises(ConfigError, match=advice):
        bring(channel(message(1), id=77), *words)


def test_word_against_the_configuration_is_refused(bring: Callable[..., Any]) -> None:
    with pytest.raises(RefusedFileError, match="kaluga"):
        bring(channel(message(1)), "--issuer", "mod")
    with pytest.raises(RefusedFileError, match=str(CHAT_ID)):
        bring(channel(message(1), id=77), "--source", "kaluga")
    with pytest.raises(RefusedFileError, match="many chats"):
        bring(account(channel(message(1), id=77)), "--issuer", "mod")


def test_word_on_whose_it_is_is_no_word_on_lines(terminal: ImportTerminal) -> None:
    path = terminal.write("history.jsonl", [told(1, SEVEN)])
    with pytest.raises(ConfigError, match="--source"):
        terminal.bring(path, "--issuer", "mod")


def test_export_cut_in_the_middle_keeps_what_was_read_and_says_where(
    terminal: ImportTerminal,
) -> None:
    content = json.dumps(channel(*(message(number) for number in range(1, 9))), indent=1)
    said = terminal.bring(terminal.write("half.json", content[: content.index('"id": 5') + 60]))
    assert (said.code, said.counts["refused"]) == (1, 1)
    assert said.counts["new"] == 4
    assert "the file is broken or cut off after message 4" in said.notes


def test_export_interrupted_goes_on_after_its_last_message(
    bring: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.import_run import ImportRun  # noqa: PLC0415  only this test reaches into a run

    store, stores = ImportRun._store, iter(range(100))

    def interrupted(self: Any, *given: Any) -> None:
        if next(stores) == 1:
            raise KeyboardInterrupt
        store(self, *given)

    monkeypatch.setattr(ImportRun, "_store", interrupted)
    export = channel(*(message(number) for number in range(1, 9)))
    assert bring(export).code == 130
    said = bring(export)
    assert "resuming at message 4" in said.notes
    assert (said.counts["posts"], said.counts["new"], said.counts["duplicates"]) == (8, 8, 0)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"date_unixtime": None}, "newer Telegram Desktop"),
        ({"date_unixtime": "0"}, "cannot be meant"),
        ({"text": [{"type": "bold"}]}, "neither words"),
        ({"id": "first"}, "id:"),
    ],
)
def test_message_that_cannot_be_used_is_refused_by_its_number(
    given: dict[str, Any], reason: str, bring: Callable[..., Any]
) -> None:
    said = bring(channel(message(1), message(2, **({"text": SEVEN} | given))))
    assert (said.code, said.counts["new"], said.counts["refused"]) == (1, 1, 1)
    assert "message 2:" in said.notes
    assert reason in said.notes
