"""The two languages: English words stand in the code, Russian ones in a gettext catalogue.

The catalogue is text (locale/ru/LC_MESSAGES/dozor.po), read once and compiled in memory.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH = "en"
RUSSIAN = "ru"
_READS_RUSSIAN = frozenset({"ru", "be", "uk", "kk"})
_NO_BREAK_SPACE = "\u00a0"
_BRITISH = Locale("en", "GB")


@lru_cache(maxsize=512)  # a receipt names its day three times, and the next receipt the same one
def _date_in_words(on: date, pattern: str, locale: Locale) -> str:
    return str(format_date(on, pattern, locale=locale))


@dataclass(frozen=True, slots=True)
class Words:
    """How one language says things. `gettext` gives the words of an English msgid."""

    language: str
    translations: NullTranslations
    locale: Locale

    @property
    def list_locale(self) -> Locale:
        """American lists have a comma before "and"; the rest of our English does without."""
        return self.locale if self.language == RUSSIAN else _BRITISH

    def gettext(self, msgid: str) -> str:
        return self.translations.gettext(msgid)

    def ngettext(self, one: str, many: str, n: int, **fields: str) -> str:
        """The plural form for n, with `{n}` and the other fields filled in."""
        return self.translations.ngettext(one, many, n).format(n=self.number(n), **fields)

    def listed(self, parts: Sequence[str]) -> str:
        """«а, б и в» / "a, b and c"."""
        return str(format_list(parts, locale=self.list_locale))

    def number(self, n: int) -> str:
        """A whole number; from five digits on its thousands are set apart, as both languages do."""
        if abs(n) < 10_000:
            return str(n)
        return f"{n:,}".replace(",", _NO_BREAK_SPACE) if self.language == RUSSIAN else f"{n:,}"

    def day(self, on: date) -> str:
        """«12 ноября» / "12 November"."""
        return _date_in_words(on, "d MMMM", self.locale)

    def short_day(self, on: date) -> str:
        """«12 нояб.» / "12 Nov"."""
        return _date_in_words(on, "d MMM", self.locale)

    def full_day(self, on: date) -> str:
        """«12 ноября 2025» / "12 November 2025"."""
        return _date_in_words(on, "d MMMM y", self.locale)

    def weekday(self, on: date) -> str:
        """«ср 12 ноября» / "Wed 12 November"."""
        return _date_in_words(on, "E d MMMM", self.locale)

    def short_weekday(self, on: date) -> str:
        """«ср 12 нояб.» / "Wed 12 Nov"."""
        return _date_in_words(on, "E d MMM", self.locale)

    def weekday_name(self, on: date) -> str:
        """«ср» / "We"."""
        return _date_in_words(on, "cccccc", self.locale)

    def month(self, on: date) -> str:
        """«ноябрь 2025» / "November 2025"."""
        return _date_in_words(on, "LLLL y", self.locale)


def choose_language(language_code: str | None) -> str:
    """The language for a Telegram language_code ("ru", "en-GB"); Telegram may leave it out: Russian then,
    the language of the posts themselves."""
    if not language_code:
        return RUSSIAN
    return RUSSIAN if language_code.lower().split("-")[0] in _READS_RUSSIAN else ENGLISH


@cache
def words_for(language: str) -> Words:
    """The words of "ru" or "en"; any other language is answered in English."""
    if language == RUSSIAN:
        return Words(RUSSIAN, _read_russian(), Locale("ru"))
    return Words(ENGLISH, NullTranslations(), Locale("en"))


def _read_russian() -> GNUTranslations:
    source = files("rendering").joinpath("locale/ru/LC_MESSAGES/dozor.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale="ru", abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)
