"""Two languages, complete and unmixed."""

import string
from importlib.resources import files

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from rendering.i18n import Words, choose_language, words_for


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    path = files("rendering").joinpath("locale/ru/LC_MESSAGES/dozor.po")
    with path.open("rb") as file:
        return read_po(file, locale="ru", abort_invalid=True)


def _first(msgid: object) -> str:
    return str(msgid[0]) if isinstance(msgid, tuple | list) else str(msgid)


def test_every_msgid_of_the_code_is_in_the_catalogue_and_no_other(catalogue: Catalog) -> None:
    folder = str(files("rendering"))
    used = {_first(found[2]) for found in extract_from_dir(folder, method_map=[("**.py", "python")])}
    kept = {_first(entry.id) for entry in catalogue if entry.id}
    assert used - kept == set()
    assert kept - used == set()
    assert len(used) > 100


def test_every_msgid_is_translated_with_the_same_fields(catalogue: Catalog) -> None:
    for entry in catalogue:
        if not entry.id:
            continue
        forms = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        assert all(forms), entry.id
        assert not entry.fuzzy
        fields = {name for _, name, _, _ in string.Formatter().parse(_first(entry.id)) if name}
        for form in forms:
            assert {name for _, name, _, _ in string.Formatter().parse(str(form)) if name} == fields, entry.id


@pytest.mark.parametrize(
    ("n", "phrase"),
    [
        (1, "1 пост"),
        (2, "2 поста"),
        (5, "5 постов"),
        (11, "11 постов"),
        (14, "14 постов"),
        (21, "21 пост"),
        (102, "102 поста"),
        (111, "111 постов"),
    ],
)
def test_russian_plurals_follow_the_number(n: int, phrase: str, ru: Words) -> None:
    assert ru.ngettext("{n} post", "{n} posts", n) == phrase


def test_english_plurals_follow_the_number(en: Words) -> None:
    assert en.ngettext("{n} post", "{n} posts", 1) == "1 post"
    assert en.ngettext("{n} post", "{n} posts", 21) == "21 posts"


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ru", "ru"),
        ("be", "ru"),
        ("uk", "ru"),
        ("kk", "ru"),
        ("ru-RU", "ru"),
        ("en", "en"),
        ("de", "en"),
        ("pt-BR", "en"),
        (None, "ru"),
        ("", "ru"),
    ],
)
def test_the_language_follows_telegram(code: str | None, language: str) -> None:
    assert choose_language(code) == language


def test_words_are_read_once() -> None:
    assert words_for("ru") is words_for("ru")
    assert words_for("fr").language == "en"
