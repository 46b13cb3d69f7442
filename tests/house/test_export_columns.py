"""docs/EXPORT.md tells every column of an export, in its order, as the README of an export does."""

import re
from pathlib import Path

import pytest

from services.export_columns import FILES, columns_of, meanings_of
from services.export_guide import render_guide

DOCUMENT = (Path(__file__).parents[2] / "docs/EXPORT.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_columns_of_an_export_are_documented_in_their_order(name: str) -> None:
    section = DOCUMENT.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    assert dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section, flags=re.MULTILINE)) == meanings_of(
        FILES[name]
    )
    assert re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE) == list(columns_of(FILES[name]))


def test_every_column_says_what_it_means() -> None:
    assert all(meaning for row in FILES.values() for meaning in meanings_of(row).values())


def test_readme_of_an_export_tells_the_scope_and_every_column() -> None:
    guide = render_guide("Everything on record.")
    assert "Everything on record." in guide
    for name, row in FILES.items():
        told = guide.partition(f"\n{name.upper()}\n")[2]
        assert all(re.search(rf"^{column} ", told, flags=re.MULTILINE) for column in columns_of(row))
