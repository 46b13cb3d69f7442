"""Extraction: posts a second, against finding the words of the same texts and nothing more."""

import re
from collections.abc import Iterator

from bot.bench.figures import Figure, best_seconds
from bot.bench.posts import synthetic_posts
from domain.source import Issuer, Source
from extraction import read_post

_MINISTRY = Source("ministry", Issuer.MINISTRY)
_GOVERNOR = Source("governor", Issuer.GOVERNOR, "RU-KLU")
_WORDS = re.compile(r"\w+")
_POSTS = 400


def measure_reading() -> Iterator[Figure]:
    """Posts a second with its ratio to bare words, and the time of one text of 100 KB."""
    posts = list(synthetic_posts(_POSTS))

    def read_all() -> None:
        for post in posts:
            read_post(post.text, source=_MINISTRY if post.ministry else _GOVERNOR, posted_at=post.posted_at)

    def find_words() -> None:
        for post in posts:
            _WORDS.findall(post.text)

    read_all()
    reading, bare = best_seconds(read_all), best_seconds(find_words)
    yield Figure("extraction", _POSTS / reading, "posts/s", reading / bare, "re.findall of words, by time")
    wall = ("Силами ПВО сбиты 12 БПЛА над Боровским районом. " * 2200)[:100_000]
    at = posts[0].posted_at
    yield Figure(
        "extraction of 100 KB", best_seconds(lambda: read_post(wall, source=_GOVERNOR, posted_at=at), 1), "s"
    )
