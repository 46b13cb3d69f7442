"""`check-config` as a newcomer types it: what was read, what is missing, and whether the bot would run."""

import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.demo.stage import language_of

TOKEN = "123456:" + "A" * 35


@pytest.fixture(autouse=True)
def _empty_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DOZOR_TELEGRAM__TOKEN", raising=False)


def typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str
) -> tuple[int, str, str]:
    """The exit code, what was printed and what was complained of."""
    monkeypatch.setattr(sys, "argv", ["bot", *words])
    try:
        code = main()
    except SystemExit as end:
        code = int(end.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_without_a_file_and_a_token_it_says_so_and_ends_with_two(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, out, err = typed(capsys, monkeypatch, "check-config")
    assert code == 2
    assert f"read: no file (there is no config.toml in {tmp_path}" in out
    assert "token: missing" in out
    assert "editors: none" in out
    assert err.startswith("dozor: no bot token: put the one that @BotFather gives")
    assert err.count("\n") == 1


def test_with_a_file_and_a_token_it_names_the_file_and_ends_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text(f'[telegram]\ntoken = "{TOKEN}"\n', encoding="utf-8")
    code, out, err = typed(capsys, monkeypatch, "check-config")
    assert (code, err) == (0, "")
    assert out.startswith("read: config.toml")
    assert "updates: asked of https://api.telegram.org" in out
    assert TOKEN not in out


def test_a_password_of_the_database_is_not_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOZOR_STORAGE__URL", "postgresql://dozor:open-sesame@db/dozor")
    _, out, err = typed(capsys, monkeypatch, "check-config")
    assert "facts are kept in postgresql://dozor@db/dozor" in out
    assert "sesame" not in out + err


@pytest.mark.parametrize(
    ("locale", "language"),
    [("en_GB.UTF-8", "en"), ("ru_RU.UTF-8", "ru"), ("C.UTF-8", "ru"), ("", "ru"), ("de_DE", "ru")],
)
def test_demonstration_speaks_english_where_the_locale_does_and_else_as_the_posts(
    locale: str, language: str
) -> None:
    assert language_of(locale) == language
