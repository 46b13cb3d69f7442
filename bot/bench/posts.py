"""Synthetic posts in the officials' manner, the same for the same seed: material for measuring only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

_REGIONS = (
    ("RU-BRY", "Брянской"),
    ("RU-KLU", "Калужской"),
    ("RU-SMO", "Смоленской"),
    ("RU-TUL", "Тульской"),
    ("RU-ORL", "Орловской"),
    ("RU-KRS", "Курской"),
    ("RU-BEL", "Белгородской"),
    ("RU-VOR", "Воронежской"),
    ("RU-RYA", "Рязанской"),
    ("RU-TVE", "Тверской"),
)
_DISTRICTS = ("Боровского", "Жуковского", "Медынского", "Тарусского", "Юхновского")
FIRST_NIGHT = datetime(2026, 1, 1, 4, tzinfo=UTC)
"""When live posts begin; a history lies before it."""


@dataclass(frozen=True, slots=True)
class SyntheticPost:
    """`ministry`: a night's list over regions; otherwise a governor's short post."""

    number: int
    ministry: bool
    posted_at: datetime
    text: str


def synthetic_posts(
    count: int, *, seed: int = 1, per_day: int = 40, first: datetime = FIRST_NIGHT
) -> Iterator[SyntheticPost]:
    """`count` posts, `per_day` of them on each day from `first` on."""
    random = Random(seed)  # noqa: S311  material for measuring, no secret
    for number in range(count):
        posted_at = first + timedelta(days=number // per_day, minutes=number % per_day)
        ministry = number % 2 == 0
        text = _list_post(random, number) if ministry else _district_post(random)
        yield SyntheticPost(number, ministry, posted_at, text)


def _list_post(random: Random, number: int) -> str:
    chosen = random.sample(_REGIONS, 4)
    counts = [random.randint(2, 60) for _ in chosen]
    hour = number % 6
    items = ",\n".join(
        f"▪️ {n} БпЛА – над территорией {name} области" for (_, name), n in zip(chosen, counts, strict=True)
    )
    return (
        f"В период с {hour}.00 мск до {hour + 1}.00 мск дежурными средствами ПВО уничтожены {sum(counts)} "
        f"украинских беспилотных летательных аппаратов самолетного типа:\n{items}."
    )


def _district_post(random: Random) -> str:
    first, second = random.sample(_DISTRICTS, 2)
    return (
        f"Сегодня ночью силами ПВО уничтожены {random.randint(2, 9)} БПЛА над территориями {first} и "
        f"{second} районов. По предварительной информации, пострадавших и разрушений нет."
    )
