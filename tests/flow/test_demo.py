"""`demo` as a stranger runs it: a process of its own, no token, no network, an end by itself."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_demo_shows_what_the_bot_is_for_and_ends_by_itself(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "demo", "--language", "ru", "--keep", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603  our own program
    assert (done.returncode, done.stderr) == (0, "")
    told = " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.stdout).split())
    for words in (
        "Анна пересылает пост губернатора",
        "Губернатор Брянской: 12 за те же часы",
        "Борис спрашивает: /today",
        "2 submissions, no figure changes",
        "до 08:30 было 20, стало 19",
        "Сбито: число не названо",
        "Posts are handed in by editors only",
        "Bryansk Region: 7 (ministry) / 12 (governor)",
        "Tula Region: 5–9",
        "сбито от 5 до 9 беспилотников",
        "claims of how many drones were downed differ – 7 (ministry) / 12 (governor).",
        "Claims that contradict each other",
        "не прибавлено: его часы целиком охватывает пункт 1",
    ):
        assert words in told, words
    played = re.search(r"Показ занял ([0-9.]+) с", told)
    assert played is not None
    assert float(played[1]) < 30
    assert (tmp_path / "demo.db").exists()
