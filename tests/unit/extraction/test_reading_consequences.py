"""Consequences: killed, injured, damage: stated, stated to be none, or unknown."""

import pytest

from domain.report import Consequences
from tests.unit.extraction.reading import read


@pytest.mark.parametrize(
    ("words", "killed", "injured", "damage"),
    [
        ("Пострадавших и разрушений нет.", 0, 0, False),
        ("Жертв нет.", 0, None, None),
        ("Обошлось без пострадавших.", 0, 0, None),
        ("Без жертв не обошлось: погиб мужчина.", 1, None, None),
        ("Никто не пострадал, объекты не повреждены.", 0, 0, False),
        ("Данных о пострадавших и разрушениях не поступало.", None, None, None),
        ("Есть пострадавшие.", None, None, None),
        ("Есть пострадавшая.", None, 1, None),
        ("Ранены четверо, среди них 12-летний подросток.", None, 4, None),
        ("Погибли двое, ещё пятеро ранены.", 2, 5, None),
        ("Пострадали пять человек: три женщины и двое мужчин.", None, 5, None),
        ("Травмы получили двое взрослых и ребёнок.", None, 3, None),
        ("Других пострадавших нет.", None, None, None),
        ("Разрушений нет, выбиты стёкла в двух домах.", None, None, True),
        ("Загорелась сухая трава.", None, None, None),
        ("Загорелись сухая трава и сарай.", None, None, True),
        ("Обломки упали на крышу дома.", None, None, True),
        ("Обломки упали во двор.", None, None, None),
        ("Пострадали крыша и забор.", None, None, True),
        ("Возгораний нет.", None, None, None),
        ("There were no casualties or damage.", 0, 0, False),
        ("Nobody was hurt, but windows were shattered.", 0, 0, True),
    ],
)
def test_consequences_are_what_the_words_say(
    words: str, killed: int | None, injured: int | None, damage: bool | None
) -> None:
    report = read(f"Ночью сбит БПЛА. {words}")
    assert report.summary.consequences == Consequences(killed, injured, damage)
