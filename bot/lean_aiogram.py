"""aiogram's types made ready when one is first used: a hundred megabytes and two seconds less than at import.

aiogram asks for that itself (`defer_build`), yet at the end of its import makes each of its 450 types ready,
every one with the schema of all that it refers to. A bot meets a few dozen of them.
"""

import sys
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

_make_ready = BaseModel.__dict__["model_rebuild"].__func__
_names: dict[str, Any] = {}
"""What aiogram's types call each other: they are told of one another by these names only."""


def import_aiogram() -> None:
    """Import it so. Where it is imported already, all is ready and nothing is left to do."""
    if "aiogram" in sys.modules:
        return
    # Only while it is imported: what else is imported by it makes itself ready as ever.
    type.__setattr__(BaseModel, "model_rebuild", classmethod(_later))
    try:
        from aiogram.methods.base import Response, TelegramMethod  # noqa: PLC0415  here is where it is imported
        from aiogram.types.base import TelegramObject  # noqa: PLC0415  the same
    finally:
        type.__setattr__(BaseModel, "model_rebuild", classmethod(_make_ready))
    for kind in (TelegramObject, TelegramMethod, Response):
        type.__setattr__(kind, "model_rebuild", classmethod(_with_names))


def _later(
    cls: type[BaseModel], /, *, _types_namespace: Mapping[str, Any] | None = None, **asked: Any
) -> bool | None:
    if cls.__module__.startswith("aiogram.types.") and _types_namespace is not None:
        _names.update(_types_namespace)
        return None
    ready: bool | None = _make_ready(cls, _types_namespace=_types_namespace, **asked)
    return ready


def _with_names(
    cls: type[BaseModel], /, *, _types_namespace: Mapping[str, Any] | None = None, **asked: Any
) -> bool | None:
    """What pydantic calls at the first use of a type that is not ready."""
    ready: bool | None = _make_ready(cls, _types_namespace=_types_namespace or _names, **asked)
    return ready
