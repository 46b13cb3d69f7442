"""The verb that reconciles claims without a database."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.lines import opened, print_json
from services.tally_lines import answer_lines


def tally(
    file: Annotated[Path, typer.Argument(help='A file, or "-" for standard input.')] = Path("-"),
) -> None:
    """Reconcile claims given as JSON lines: the arithmetic of docs/SEMANTICS.md with no database."""
    refused = False
    with opened(file) as lines, _without_collector():
        for answer in answer_lines(lines):
            refused = refused or "error" in answer
            print_json(answer)
    raise typer.Exit(int(refused))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Claims hold no circles, and looking for some among millions of objects takes longer than the sums."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
