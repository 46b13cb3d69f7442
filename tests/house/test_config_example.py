"""config.example.toml shows every key of the models, explained, and nothing else."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel

from bot.config import Config, SourceSection, load_config

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def uncommented() -> str:
    """The example with its example lines ("#key = …", no space) switched on."""
    return re.sub(r"^#(?=[a-z\[])", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def keys_of(model: type[BaseModel]) -> set[str]:
    """Dotted keys as the file writes them."""
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        section = SourceSection if name == "sources" else field.annotation
        assert isinstance(section, type)
        assert issubclass(section, BaseModel)
        keys |= {f"{name}.{key}" for key in section.model_fields}
    return keys


def test_example_has_exactly_the_keys_of_the_models() -> None:
    shown = tomllib.loads(uncommented())
    shown["sources"] = shown["sources"][0]
    assert {f"{section}.{key}" for section, keys in shown.items() for key in keys} == keys_of(Config)


def test_example_as_shipped_gives_the_defaults_and_trusts_nobody() -> None:
    config = load_config(EXAMPLE)
    assert config == Config()
    assert not config.sources_by_chat()
    assert not config.access.editors


def test_example_with_its_source_switched_on_loads(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(uncommented(), encoding="utf-8")
    assert load_config(path).sources[0].home_region == "RU-KLU"


def test_every_key_of_the_example_has_a_comment_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for above, line in pairwise(lines)
        if re.match(r"#?[a-z_]+ = ", line) and not above.startswith("# ")
    ]
    assert not bare
