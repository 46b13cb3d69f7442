"""Verbs that read posts without a database: extract, evaluate."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import system_clock
from bot.lines import opened, print_json
from bot.registry import read_registry
from services.evaluate_lines import evaluate as evaluate_lines
from services.extract_lines import extract_json, read_card

Input = Annotated[Path, typer.Argument(help='A file, or "-" for standard input.')]


def extract(
    file: Input = Path("-"),
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines in, JSON lines out.")] = False,
) -> None:
    """Read posts. With --json: one JSON line per post in and out; without: plain text in, a card out."""
    with opened(file) as lines:
        if not as_json:
            sys.stdout.write(read_card(lines.read(), posted_at=system_clock()) + "\n")
            return
        refused = False
        for line in lines:
            if line.strip():
                result = extract_json(line, registry=read_registry())
                refused = refused or "error" in result
                print_json(result)
    raise typer.Exit(int(refused))


def evaluate(
    file: Input,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as one JSON object.")] = False,
    show: Annotated[int, typer.Option(help="Print this many wrong posts with their differences.")] = 0,
) -> None:
    """Score reading against labelled posts: lines of `extract` input with a "label" of `summary` shape."""
    with opened(file) as lines:
        evaluation = evaluate_lines(lines, registry=read_registry())
    if as_json:
        print_json(evaluation.scores)
    else:
        for field, score in evaluation.scores.items():
            sys.stdout.write(f"{field:18} {score}\n")
    for wrong in evaluation.wrong[:show]:
        sys.stdout.write(f"\n{wrong}\n")
    for number, reason in evaluation.refused:
        sys.stderr.write(f"line {number}: {reason}\n")
    raise typer.Exit(int(bool(evaluation.refused)))
