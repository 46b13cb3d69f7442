"""Sizes, names and lock files: rules of the house that a machine can check."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = (
    "bot",
    "delivery",
    "domain",
    "extraction",
    "handlers",
    "intake",
    "reconciliation",
    "rendering",
    "sandbox",
    "services",
    "storage",
    "tests",
    "tools",
)
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 50
REFUSED_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "base",
    "core",
    "misc",
}
LOCK_FILES = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-tools.lock",
    "requirements-audit.lock",
)


def python_files() -> list[Path]:
    """Ours, data aside."""
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "data" not in path.parts)


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_file_passes_three_hundred_lines() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert not {str(path): size for path, size in sizes.items() if size > MOST_LINES_OF_A_FILE}


def test_no_function_passes_fifty_lines() -> None:
    long = [
        f"{path}:{function.lineno} {function.name}"
        for path in python_files()
        for function in functions_of(path)
        if (function.end_lineno or function.lineno) - function.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert not long


def test_modules_are_nouns_and_not_cupboards() -> None:
    names = {str(path): {path.stem, *path.relative_to(ROOT).parent.parts} for path in python_files()}
    assert not [path for path, parts in names.items() if parts & REFUSED_NAMES]


def test_every_module_of_a_room_says_what_it_is_for() -> None:
    mute = [
        str(path)
        for path in python_files()
        if path.stat().st_size > 0
        and "migrations" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not mute


@pytest.mark.parametrize("name", LOCK_FILES)
def test_lock_file_pins_every_package_by_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 1
    assert all(re.match(r"[a-z0-9._-]+==\S+", entry) for entry in entries)
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("name", LOCK_FILES)
def test_lock_file_names_no_package_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_development_lock_agrees_with_the_lock_of_the_program() -> None:
    """What is tested is what is shipped."""
    pins = [
        set(re.findall(r"^(\S+==\S+)", (ROOT / n).read_text(encoding="utf-8"), re.MULTILINE))
        for n in LOCK_FILES
    ]
    assert pins[0] <= pins[1]
