"""The worked example of the README is run as it stands there."""

import json
import re
from pathlib import Path

from services.tally_lines import answer_lines

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def block(language: str) -> list[str]:
    match = re.search(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)
    assert match is not None
    return match[1].splitlines()


def test_worked_example_of_the_readme_gives_the_answers_it_prints() -> None:
    answers = list(answer_lines(block("jsonl")))
    printed = [json.loads(line) for line in block("json")]
    assert [
        {key: answer[key] for key in shown} for answer, shown in zip(answers, printed, strict=True)
    ] == printed
