"""Extraction: posts a second, against finding the words of the same texts and nothing more."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.bench.figures import Figure, best_seconds
from bot.bench.posts import FIRST_NIGHT, SyntheticPost, synthetic_posts
from domain.report import Report
from domain.source import Issuer, Source
from extraction import read_post
from services.extract_lines import parse_line

_MINISTRY = Source("ministry", Issuer.MINISTRY)
_GOVERNOR = Source("governor", Issuer.GOVERNOR, "RU-KLU")
_WORDS = re.compile(r"\w+")
_POSTS = 400
_RUNS = 7
_GOLDEN = Path(__file__).parents[2] / "tests" / "golden"
_Post = tuple[str, Source, datetime]


def read_synthetic(post: SyntheticPost) -> Report:
    """The report of a synthetic post."""
    return read_post(post.text, source=_source_of(post), posted_at=post.posted_at)


def _source_of(post: SyntheticPost) -> Source:
    return _MINISTRY if post.ministry else _GOVERNOR


def measure_reading() -> Iterator[Figure]:
    """Posts a second with their ratio to bare words, and the time of one text of 100 KB.

    The golden posts, which are as many-sided as real ones, are measured where the tests stand beside the bot.
    """
    yield _rate(
        "extraction", [(post.text, _source_of(post), post.posted_at) for post in synthetic_posts(_POSTS)]
    )
    golden = [*_golden_posts()]
    if golden:
        yield _rate("extraction of golden posts", golden)
    wall = ("Силами ПВО сбиты 12 БПЛА над Боровским районом. " * 2200)[:100_000]
    taken = best_seconds(lambda: read_post(wall, source=_GOVERNOR, posted_at=FIRST_NIGHT), 1)
    yield Figure("extraction of 100 KB", taken, "s")


def _rate(name: str, posts: list[_Post]) -> Figure:
    def read_all() -> None:
        for text, source, posted_at in posts:
            read_post(text, source=source, posted_at=posted_at)

    def find_words() -> None:
        for text, _, _ in posts:
            _WORDS.findall(text)

    read_all()
    reading, bare = best_seconds(read_all, _RUNS), best_seconds(find_words, _RUNS)
    return Figure(name, len(posts) / reading, "posts/s", reading / bare, "re.findall of words, by time")


def _golden_posts() -> Iterator[_Post]:
    for name in ("develop.jsonl", "negative.jsonl"):
        path = _GOLDEN / name
        for line in path.read_bytes().splitlines() if path.is_file() else ():
            post = parse_line(line, registry={})
            yield post.text, post.source, post.posted_at
