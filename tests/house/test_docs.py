"""The documents are true: what exists is documented, what is documented exists, and links lead somewhere."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from bot.__main__ import make_cli
from bot.config import Config, SourceSection
from rendering.editing_guidance import editor_command_descriptions
from rendering.guidance import command_descriptions
from rendering.i18n import words_for

ROOT = Path(__file__).parents[2]
SKIPPED = {"__pycache__", "htmlcov", "node_modules"}
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = (ROOT / "docs/COMMANDS.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

# Spelt in two halves, so that this file does not hold what it looks for.
LEFT_OPEN = re.compile(
    "|".join(rf"(?<![\w-]){a}{b}\b" for a, b in (("TO", "DO"), ("FIX", "ME"), ("X", "XX")))
)
PACKAGE_INDEX = re.compile(
    r"https?://[^ \"'\s]*(pypi|npm|debian|mirror|registry)[^ \"'\s]*/(simple|packages|debian)", re.IGNORECASE
)


@cache
def texts() -> dict[Path, str]:
    """Every text file of the repository as a checkout has it: hidden folders, data/ and caches aside."""
    found: dict[Path, str] = {}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part != ".ci" for part in parts[:-1])
        if hidden or parts[0] == "data" or SKIPPED & set(parts) or not path.is_file():
            continue
        try:
            found[path] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def verbs() -> dict[str, TyperCommand]:
    group = typer.main.get_command(make_cli())
    assert isinstance(group, TyperGroup)
    return {name: verb for name, verb in group.commands.items() if isinstance(verb, TyperCommand)}


def verb_sections() -> dict[str, str]:
    """The sections of docs/COMMANDS.md on verbs, by verb."""
    parts = re.split(r"^##+ ", COMMANDS, flags=re.MULTILINE)
    return {match[1]: part for part in parts if (match := re.match(r"`([a-z-]+)`\n", part))}


def test_verbs_and_their_sections_are_the_same_set() -> None:
    assert set(verb_sections()) == set(verbs())


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_option_of_a_verb_stands_in_its_section(verb: str) -> None:
    options = {
        max(parameter.opts, key=len)
        for parameter in verbs()[verb].params
        if isinstance(parameter, TyperOption) and "--help" not in parameter.opts
    }
    assert not {option for option in options if option not in verb_sections()[verb]}


def test_every_command_line_in_what_ships_names_a_verb() -> None:
    shipped = [*DOCUMENTS, ROOT / "Makefile", ROOT / "config.example.toml", *(ROOT / "deploy").iterdir()]
    named = {
        (str(path.relative_to(ROOT)), verb)
        for path in shipped
        for verb in re.findall(r"(?:python|\$\(PY\)) -m bot ([a-z]+(?:-[a-z]+)*)", texts()[path])
    }
    assert named
    assert not {(path, verb) for path, verb in named if verb not in verbs()}


def test_every_make_target_is_documented_and_every_documented_one_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    told = set(re.findall(r"^\| `make ([a-z]+)` \|", COMMANDS, flags=re.MULTILINE))
    assert told == targets
    in_documents = {target for path in DOCUMENTS for target in re.findall(r"`make ([a-z]+)`", texts()[path])}
    assert in_documents <= targets


def test_every_chat_command_is_documented_and_every_documented_one_exists() -> None:
    words = words_for("en")
    menu = {name for name, _ in (*command_descriptions(words), *editor_command_descriptions(words))}
    told = set(re.findall(r"^\| `/([a-z_]+)[ `]", COMMANDS, flags=re.MULTILINE))
    assert told == menu | {"start"}
    routed = {
        name
        for path in (ROOT / "handlers").glob("*.py")
        for name in re.findall(r"Command\(\"([a-z_]+)\"", texts()[path])
    }
    assert told == routed


def test_every_configuration_key_is_documented_and_every_documented_one_exists() -> None:
    keys = set()
    for name, field in Config.model_fields.items():
        section = SourceSection if name == "sources" else field.annotation
        assert section is not None
        keys |= {f"{name}.{key}" for key in section.model_fields}
    table = COMMANDS.partition("\n## Configuration\n")[2]
    rows = re.findall(r"^\| (`[^|]+) \|", table, flags=re.MULTILINE)
    assert set(re.findall(r"`([a-z_.]+)`", " ".join(rows))) == keys


def test_readme_names_the_two_commands_and_the_credits() -> None:
    assert "make demo" in README
    assert "make test" in README
    assert "GeoNames" in README
    assert "CC BY 4.0" in README


def test_both_languages_of_the_readme_lead_through_the_same_steps() -> None:
    english, _, russian = README.partition("\n## По-русски\n")
    needed = (
        "/newbot",
        "editors",
        "[[sources]]",
        "-100",
        "[channel]",
        "/test_alert",
        "check-config",
        "/setinline",
    )
    for half in (english, russian):
        steps = re.findall(r"^(\d)\. (?:.+\n)(?: {3}.+\n)*", half, flags=re.MULTILINE)
        assert steps == [str(number) for number in range(1, 8)]
        assert not [word for word in needed if word not in half]


def heading_slugs(text: str) -> set[str]:
    """Anchors as the usual hosts make them from headings."""
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", texts()[document]):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        path = (document.parent / name).resolve() if name else document
        assert path.exists(), f"{document.name}: {target}"
        if anchor:
            assert anchor in heading_slugs(path.read_text(encoding="utf-8")), f"{document.name}: {target}"


def test_every_test_that_the_invariants_name_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/INVARIANTS.md").read_text(encoding="utf-8")))
    assert named
    existing = {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(texts()[path]))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    missing = named - existing
    assert not missing


def test_nothing_is_left_open_in_the_tree() -> None:
    assert not [str(path) for path, text in texts().items() if LEFT_OPEN.search(text)]


def test_no_file_names_a_package_index() -> None:
    assert not [str(path) for path, text in texts().items() if PACKAGE_INDEX.search(text)]
