"""Who may import whom. The table is the architecture; this test is what holds it."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

OWN: dict[str, set[str]] = {
    "domain": set(),
    "extraction": {"domain"},
    "reconciliation": {"domain"},
    "rendering": {"domain"},
    "services": {"domain", "extraction", "reconciliation", "rendering"},
    "storage": {"domain"},
    "intake": {"domain", "services.ports"},
    "delivery": {"domain", "services.ports"},
    "handlers": {"domain", "services", "rendering"},
    "sandbox": set(),
}
"""Packages of ours, or single modules of them, that a room may import besides itself."""

FOREIGN: dict[str, set[str]] = {
    "domain": set(),
    "extraction": set(),
    "reconciliation": set(),
    "rendering": set(),
    "services": {"pydantic"},
    "storage": {"sqlalchemy", "alembic", "aiosqlite", "asyncpg"},
    "intake": {"aiogram", "aiohttp"},
    "delivery": {"aiogram", "aiohttp"},
    "handlers": {"aiogram"},
    "sandbox": {"aiohttp"},
}
"""Third-party packages of a room, beside the standard library."""

ONLY_IN = {
    Path("rendering/i18n.py"): {"babel"},
    Path("rendering/draw_map.py"): {"matplotlib"},
    Path("rendering/draw_palette.py"): {"matplotlib"},
    Path("rendering/draw_sheet.py"): {"matplotlib", "PIL"},
    Path("services/import_telegram.py"): {"ijson"},
    Path("intake/worker.py"): {"pydantic"},  # the error that aiogram's models raise for a bad update
}
"""Third-party packages that one module alone may import."""

IMPORTED_AS = {"pillow": "PIL"}
"""Packages whose modules have another name."""

ROOMS = [*OWN, "bot"]


def python_files(room: str) -> list[Path]:
    return sorted(path.relative_to(ROOT) for path in (ROOT / room).rglob("*.py"))


def imported_modules(path: Path) -> Iterator[str]:
    """Every module an import statement names, wherever it stands; "from a import b" gives "a.b" too."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import; name the room"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(module: str, allowed: str) -> bool:
    return module == allowed or module.startswith(f"{allowed}.")


def trespasses(room: str, path: Path) -> Iterator[str]:
    """Imports of a file that the tables do not allow."""
    for module in imported_modules(path):
        top = module.partition(".")[0]
        if top == room or top in sys.stdlib_module_names:
            continue
        known = top in ROOMS
        allowed = OWN[room] if known else FOREIGN[room] | ONLY_IN.get(path, set())
        if not any(is_within(module, name) for name in allowed):
            yield f"{path} imports {module}"


@pytest.mark.parametrize("room", OWN)
def test_room_imports_only_what_the_table_allows(room: str) -> None:
    assert python_files(room), f"no such room: {room}"
    assert not [line for path in python_files(room) for line in trespasses(room, path)]


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_imports_tests_or_tools(room: str) -> None:
    modules = {module.partition(".")[0] for path in python_files(room) for module in imported_modules(path)}
    assert not modules & {"tests", "tools"}


def test_every_third_party_import_is_a_direct_requirement() -> None:
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    direct = {re.split(r"[\[<>=!~ ]", line)[0].lower().replace("-", "_") for line in lines}
    direct = {IMPORTED_AS.get(name, name) for name in direct}
    used = {
        module.partition(".")[0]
        for room in ROOMS
        for path in python_files(room)
        for module in imported_modules(path)
    }
    assert not used - set(sys.stdlib_module_names) - set(ROOMS) - direct


def test_the_walk_sees_a_trespass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    room = tmp_path / "intake"
    room.mkdir()
    source = "import sqlalchemy\nfrom services import desk\nfrom services.ports import Clock\nimport json\n"
    (room / "a.py").write_text(source, encoding="utf-8")
    found = list(trespasses("intake", Path("intake/a.py")))
    assert found == ["intake/a.py imports sqlalchemy", "intake/a.py imports services.desk"]
