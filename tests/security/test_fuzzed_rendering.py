"""Names and texts made to break markup, in every place of everything that is rendered."""

import types
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import rendering
from domain.errors import DomainError
from domain.region import region_table
from rendering.i18n import Words, words_for
from sandbox.markup import parse_html

HOSTILE = st.sampled_from((
    "<u>forged</u>", "</b></i></a>", "\u202e11\u202c\u2067", "\u200f<tg-spoiler>&", "&lt;u&gt;&amp;#60;u>",
    "\"><u>'", "Анна & Ко <Калуга>", "{n}{0.__class__}%s", "a\nb\r\u2028c", "\ud83d", "", "плохо" * 40,
))  # fmt: skip
CODES = st.sampled_from(("RU-KLU", "RU-MOW", "RU-MOS", "sea:black", *sorted(region_table())[:3]))
SPEAKERS = st.one_of(st.sampled_from(("mod", "governor:RU-KLU", "agency:x", "unverified")), HOSTILE)
WHOLE = st.integers(0, 40)
DAYS = st.dates(date(2025, 11, 10), date(2025, 11, 14))
BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "region": CODES,
    "regions": st.lists(CODES, max_size=3).map(tuple),
    "key": CODES,
    "candidates": st.lists(CODES, max_size=3).map(tuple),
    "home_region": st.none() | CODES,
    "originator": SPEAKERS,
    "originators": st.lists(SPEAKERS, max_size=3).map(tuple),
    "words": st.sampled_from((words_for("ru"), words_for("en"))),
    "link": st.sampled_from((None, "https://t.me/x/1", 'https://t.me/"><u>', "javascript:alert(1)")),
}
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: HOSTILE,
    Any: HOSTILE,
    int: WHOLE,
    float: st.floats(0, 1),
    bool: st.booleans(),
    type(None): st.none(),
    date: DAYS,
    datetime: st.datetimes(datetime(2025, 11, 10), datetime(2025, 11, 14), timezones=st.just(UTC)),  # noqa: DTZ001  the library wants bounds without a zone
    time: st.just(time(23, 30)),
    timedelta: st.timedeltas(timedelta(0), timedelta(days=2)),
    ZoneInfo: st.just(ZoneInfo("Europe/Moscow")),
    Words: BY_NAME["words"],
}
MAPPINGS = (Mapping, dict)


BY_FUNCTION: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "render_totals": {"title": st.none()},
    "render_card": {"text": st.just("<b>11</b>\n12")},
    "render_sides": {"sides": st.lists(st.tuples(SPEAKERS, st.just("12")), min_size=1, max_size=3)},
}
"""What is HTML already, by its docstring."""


def made(kind: Any, name: str = "") -> st.SearchStrategy[Any]:
    """Anything of a type of the domain, hostile wherever it holds text."""
    origin, parts = get_origin(kind), get_args(kind)
    if name in BY_NAME and origin not in MAPPINGS and not any(is_dataclass(part) for part in parts):
        return BY_NAME[name]
    if kind is str and name in {"id", "claim_id", "subject"}:
        return st.just("17.1.0")
    if isinstance(kind, NewType):
        return made(kind.__supertype__, name)
    if origin is not None:
        return assembled(origin, parts, name)
    return PLAIN[kind] if kind in PLAIN else built(kind)


def assembled(origin: Any, parts: tuple[Any, ...], name: str) -> st.SearchStrategy[Any]:
    if origin in {Union, types.UnionType}:
        return st.one_of(*(made(part, name) for part in parts))
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in MAPPINGS:
        if issubclass(parts[0], Enum):
            return st.fixed_dictionaries({one: made(parts[1]) for one in parts[0]})
        return st.dictionaries(made(parts[0], "key"), made(parts[1]), max_size=2)
    if origin is tuple and Ellipsis not in parts:
        return st.tuples(*(made(part) for part in parts))
    several = st.lists(st.deferred(lambda: made(parts[0])), max_size=2)
    return several.map(frozenset if origin in {frozenset, set, Collection} else tuple)


def built(kind: Any) -> st.SearchStrategy[Any]:
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    if issubclass(kind, DomainError):
        return st.one_of(*(arguments(one.__init__).map(partial(attempt, one)) for one in errors(kind)))
    if not is_dataclass(kind):
        raise NotImplementedError(f"no way to make {kind}")
    hints = get_type_hints(kind)
    inner = {one.name: made(hints[one.name], one.name) for one in fields(kind) if one.init}
    return st.fixed_dictionaries(inner).map(partial(attempt, kind))


class Refused(Exception):  # noqa: N818  not an error: such an object does not exist
    """The domain does not let such an object be."""


def attempt(kind: Callable[..., Any], given_fields: Mapping[str, Any]) -> Any:
    try:
        return kind(**given_fields)
    except (DomainError, ValueError, LookupError, TypeError) as error:
        raise Refused from error


def errors(root: type[DomainError]) -> list[type[DomainError]]:
    below = [one for direct in root.__subclasses__() for one in errors(direct)]
    return [one for one in (*root.__subclasses__(), *below) if _is_ours(one)]


def _is_ours(error: type[DomainError]) -> bool:
    """Errors of the domain that carry something; those of other rooms are told by nobody in a chat."""
    return error.__module__.startswith("domain.") and "__init__" in vars(error)


def arguments(function: Callable[..., Any]) -> st.SearchStrategy[dict[str, Any]]:
    hints = {name: kind for name, kind in get_type_hints(function).items() if name != "return"}
    known = BY_FUNCTION.get(function.__name__, {})
    return st.fixed_dictionaries(
        {name: known[name] if name in known else made(kind, name) for name, kind in hints.items()}
    )


def renderers() -> dict[str, Callable[..., Any]]:
    """Every public function of rendering that gives text."""
    # The demonstration speaks to a terminal, where nothing is markup.
    modules = [
        f"rendering.{path.stem}"
        for path in sorted(Path(rendering.__file__).parent.glob("*.py"))
        if path.stem != "demonstration"
    ]
    return {
        name: function
        for module in modules
        for name, function in vars(import_module(module)).items()
        if name.startswith("render_") and function.__module__ == module
    }


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize("name", sorted(renderers()))
def test_no_name_or_text_becomes_markup_or_turns_a_line_round(name: str) -> None:
    rendered = 0
    function = renderers()[name]

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def render(data: st.DataObject) -> None:
        nonlocal rendered
        try:
            shown = function(**data.draw(arguments(function)))
        except (Refused, DomainError, ValueError, LookupError):
            return
        rendered += 1
        for text in [shown] if isinstance(shown, str) else shown or ():
            look_at(text)

    render()
    assert rendered > 0


def look_at(text: str) -> None:
    plain, entities = parse_html(text)
    assert not {one["type"] for one in entities} & {"underline", "spoiler"}, text
    assert all(one.get("url", "https://").startswith("https://") for one in entities), text
    assert not set(plain) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), (
        text
    )
    text.encode()
