"""What is wrong with a configuration, in one line a person can act on."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from bot.redaction import redact


class ConfigError(Exception):
    """The configuration cannot be used; the text says which key and what to do."""


_PLAIN = {
    "tuple_type": "expected a list, such as [1, 2]",
    "int_parsing": "expected a whole number, without quotes",
    "int_type": "expected a whole number, without quotes",
    "bool_parsing": "expected true or false",
    "bool_type": "expected true or false",
    "string_type": "expected text in quotes",
}
"""Pydantic's commonest faults in the words of a person who edits a TOML file."""


def explain_invalid(error: ValidationError, root: type[BaseModel]) -> str:
    """The first fault, with its key as it is written in the file, and how many more there are.

    Input values are shown only where the validator's own words quote them, and never a token.
    """
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    first = faults[0]
    loc, kind = first["loc"], first["type"]
    if kind == "extra_forbidden":
        text = f"{_key(loc)}: unknown key{_suggestion(loc, root)}"
    elif kind == "missing":
        text = f"{_key(loc)}: this key is needed"
    else:
        words = _PLAIN.get(kind) or first["msg"].removeprefix("Value error, ")
        if kind == "tuple_type" and loc == ("sources",):
            words = "expected a list of tables; write [[sources]], with two brackets, above each"
        text = f"{_key(loc)}: {words}" if loc else words
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return redact(" ".join(text.split()) + more)


def _key(loc: Sequence[int | str]) -> str:
    """("sources", 0, "zone") → sources[1].zone; entries are counted from one, as people do."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _suggestion(loc: Sequence[int | str], root: type[BaseModel]) -> str:
    known = _keys_beside(loc, root)
    near = get_close_matches(str(loc[-1]), known, n=1)
    return f'; did you mean "{near[0]}"?' if near else f"; known keys: {', '.join(known)}"


def _keys_beside(loc: Sequence[int | str], root: type[BaseModel]) -> list[str]:
    """The keys of the section that holds the last part of a location."""
    model = root
    for part in loc[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = _section_of(model.model_fields[part].annotation) or model
    return sorted(model.model_fields)


def _section_of(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `Section` or `tuple[Section, ...]`."""
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None
