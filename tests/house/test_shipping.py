"""What ships beside the program is true to it: image, compose.example.yml, unit, rules, dashboard."""

import json
import os
import re
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import _VERBS
from bot.config import Config, load_config
from bot.metrics import Metrics

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = ROOT / "compose.example.yml"
TOLD = [
    *(ROOT / name for name in ("README.md", "Dockerfile", "compose.example.yml", "config.example.toml")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted(DEPLOY.iterdir()),
]
SECRETS = {"DOZOR_TELEGRAM__TOKEN": "123456:" + "A" * 35, "POSTGRES_PASSWORD": "0" * 48}
WEBHOOK_SECRETS = {"DOZOR_HOST": "bot.example.org", "DOZOR_WEBHOOK__SECRET": "0" * 64}


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load(COMPOSE.read_text(encoding="utf-8")))


def filled_in(value: str, given: dict[str, str]) -> str:
    """As Compose fills ${NAME}, ${NAME:-default} and ${NAME:?complaint} in."""

    def one(match: re.Match[str]) -> str:
        name, kind, word = match[1], match[2], match[3]
        assert name in given or kind == ":-", f"{name} is not given"
        return given.get(name) or word

    return re.sub(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}", one, value)


def known_metrics() -> set[str]:
    """All series that a scrape may bring: ours, those of the process, and Prometheus's own `up`."""
    page = Metrics().render().decode()
    names = set(re.findall(r"^# TYPE (\w+) \w+$", page, flags=re.MULTILINE))
    return names | {f"{name}_bucket" for name in names} | {"up"}


def asked_metrics(expression: str) -> set[str]:
    return set(re.findall(r"\b(?:dozor_\w+|process_\w+|up\b)", re.sub(r'"[^"]*"', "", expression)))


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_every_environment_variable_that_is_named_is_a_key_of_the_configuration(path: Path) -> None:
    for section, key in re.findall(r"\bDOZOR_([A-Z]+)__([A-Z_]+)\b", path.read_text(encoding="utf-8")):
        if (section, key) == ("SECTION", "KEY"):
            continue
        assert section.lower() in Config.model_fields, section
        model = Config.model_fields[section.lower()].annotation
        assert key.lower() in getattr(model, "model_fields", {}), f"{section}__{key}"


@pytest.mark.parametrize("name", ["bot", "replica", "postgres", "proxy"])
def test_every_container_of_compose_may_do_next_to_nothing(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert "privileged" not in service
    if name in {"bot", "replica"}:
        assert "ports" not in service
        assert {entry.partition(":")[0] for entry in service["tmpfs"]} == {"/tmp", "/data"}  # noqa: S108
        assert service["depends_on"] == {"postgres": {"condition": "service_healthy"}}


def test_database_of_compose_is_checked_kept_and_out_of_reach() -> None:
    whole = compose()
    postgres = whole["services"]["postgres"]
    assert postgres["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    (kept,) = postgres["volumes"]
    assert kept.partition(":")[0] in whole["volumes"]
    assert postgres["networks"] == ["database"]
    assert whole["networks"]["database"] == {"internal": True}
    assert "ports" not in postgres


def test_one_bot_of_compose_polls_or_several_take_a_webhook() -> None:
    services = compose()["services"]
    assert services["bot"]["profiles"] == ["polling"]
    assert "deploy" not in services["bot"]
    assert services["replica"]["profiles"] == services["proxy"]["profiles"] == ["webhook"]
    assert services["replica"]["deploy"]["replicas"] > 1


@pytest.mark.parametrize(("name", "given"), [("bot", {}), ("replica", WEBHOOK_SECRETS)])
def test_surroundings_of_compose_make_a_configuration_that_runs(
    name: str, given: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for one in [one for one in os.environ if one.startswith("DOZOR_")]:
        monkeypatch.delenv(one)
    for key, value in compose()["services"][name]["environment"].items():
        monkeypatch.setenv(key, filled_in(value, {**SECRETS, **given}))
    config = load_config(None)
    assert config.token() == SECRETS["DOZOR_TELEGRAM__TOKEN"]
    assert config.storage.url.endswith("@postgres/dozor")
    assert config.telegram.mode == ("polling" if name == "bot" else "webhook")
    if name == "replica":
        assert config.webhook.address()[0] == "https://bot.example.org/telegram"
        caddy = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
        assert f"handle {config.webhook.path} " in caddy
        assert f"dynamic a {name} {config.webhook.port} " in caddy


def test_no_secret_stands_in_what_ships() -> None:
    for service in compose()["services"].values():
        for key, value in service.get("environment", {}).items():
            if any(word in key for word in ("TOKEN", "PASSWORD", "SECRET")):
                assert value.startswith("${"), key
    for path in (ROOT / "Dockerfile", DEPLOY / "dozor.service"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^(ENV|ARG|Environment=).*(TOKEN|PASSWORD|SECRET)", text, flags=re.MULTILINE)


def test_image_runs_as_nobody_in_particular_under_an_init_and_can_be_asked_how_it_is() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
    last = text.rpartition("\nFROM ")[2]
    words = dict(re.findall(r"^(USER|VOLUME|ENTRYPOINT|CMD) (.+)$", last, flags=re.MULTILINE))
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", words["USER"])
    assert words["VOLUME"] == "/data"
    assert json.loads(words["ENTRYPOINT"]) == ["tini", "--", "python", "-m", "bot"]
    assert json.loads(words["CMD"])[0] in _VERBS
    assert re.search(r'^HEALTHCHECK .*CMD \["python", "-m", "bot", "health"\]$', last, flags=re.MULTILINE)
    assert not re.search(r"build-essential|gcc|\bpip\b|-dev\b", last)
    # Nothing but what is named enters the image: no config.toml, no .env, no data.
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert next(line for line in ignored if not line.startswith("#")) == "*"
    assert not {"!config.toml", "!.env", "!data", "!.git"} & set(ignored)


def test_every_room_is_copied_into_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "tools"}
    assert rooms
    assert {f"!{room}" for room in rooms} <= set(ignored)


def test_unit_starts_a_verb_that_exists_and_writes_into_its_state_only() -> None:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "dozor.service", encoding="utf-8")
    service = unit["Service"]
    assert service["ExecStart"].split("-m bot ")[1] in _VERBS
    assert service["User"] != "root"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "true"
    assert service["CapabilityBoundingSet"] == ""
    text = (DEPLOY / "dozor.service").read_text(encoding="utf-8")
    state = f"/var/lib/{service['StateDirectory']}/"
    for path in re.findall(
        r"^Environment=DOZOR_(?:STORAGE__URL|BACKUP__FOLDER)=(.+)$", text, flags=re.MULTILINE
    ):
        assert path.removeprefix("sqlite:///").startswith(state)


def test_every_rule_asks_metrics_that_exist_and_tells_what_to_do() -> None:
    groups = yaml.safe_load((DEPLOY / "prometheus-rules.yml").read_text(encoding="utf-8"))["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert len({rule["alert"] for rule in rules}) == len(rules)
    for rule in rules:
        asked = asked_metrics(rule["expr"])
        assert asked, rule["alert"]
        assert asked <= known_metrics(), rule["alert"]
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert {"summary", "do"} <= set(rule["annotations"])
        for verb in re.findall(r"`python -m bot ([a-z-]+)", rule["annotations"]["do"]):
            assert verb in _VERBS


def test_every_rule_stands_in_the_table_of_the_operations_page() -> None:
    rules = re.findall(r"- alert: (\w+)", (DEPLOY / "prometheus-rules.yml").read_text(encoding="utf-8"))
    told = re.findall(
        r"^\| `(Dozor\w+)` \|", (ROOT / "docs/OPERATIONS.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert sorted(told) == sorted(rules)


def test_every_panel_of_the_dashboard_asks_metrics_that_exist() -> None:
    board = json.loads((DEPLOY / "grafana-dashboard.json").read_text(encoding="utf-8"))
    panels = board["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    for panel in panels:
        assert panel["title"]
        for target in panel["targets"]:
            asked = asked_metrics(target["expr"])
            assert asked, panel["title"]
            assert asked <= known_metrics(), panel["title"]
    shown = {
        name for panel in panels for target in panel["targets"] for name in asked_metrics(target["expr"])
    }
    ours = {name for name in known_metrics() if name.startswith("dozor_")}
    silent = {"dozor_last_poll_timestamp_seconds"}  # an alert; as a panel it is a straight line
    whole = {name.removesuffix("_bucket") for name in ours}
    whole -= {name for name in whole if name.endswith("_created")}
    assert {name.removesuffix("_bucket") for name in shown if name.startswith("dozor_")} == whole - silent
