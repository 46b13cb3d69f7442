"""Reading config.toml: what is accepted, and what a person is told when it is not."""

from pathlib import Path
from textwrap import dedent

import pytest

from bot.config import Config, load_config
from bot.config_errors import ConfigError
from bot.registry import read_registry
from domain.alert import AlertScope
from domain.region import region_table
from domain.source import Issuer

TOKEN = "123456:" + "A" * 35
WEBHOOK = "[telegram]\nmode = 'webhook'\n"


@pytest.fixture(autouse=True)
def _empty_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str) -> Path:
    path = Path("config.toml")
    path.write_text(dedent(text), encoding="utf-8")
    return path


def refusal(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(written(text))
    return str(caught.value)


def test_without_a_file_the_defaults_hold_and_nobody_is_trusted() -> None:
    config = load_config(None)
    assert config == Config()
    assert config.sources_by_chat() == {}
    assert config.counting_rules().alerts.chat_ids == ()


def test_config_toml_of_the_working_folder_is_found_by_itself() -> None:
    written("[counting]\nzone = 'Asia/Omsk'")
    assert load_config(None).zone().key == "Asia/Omsk"


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOZOR_TELEGRAM__TOKEN", TOKEN)
    monkeypatch.setenv("DOZOR_ACCESS__EDITORS", "[7, 8]")
    config = load_config(
        written("[telegram]\ntoken = '1:fromfile'\nmode = 'polling'\n[access]\neditors = [1]")
    )
    assert config.token() == TOKEN
    assert config.access.editors == (7, 8)


def test_lists_in_the_environment_that_are_not_json_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOZOR_ACCESS__EDITORS", "7,8")
    with pytest.raises(ConfigError, match="JSON"):
        load_config(None)


def test_missing_token_is_answered_with_three_steps() -> None:
    with pytest.raises(ConfigError, match="Three steps") as caught:
        load_config(written('[telegram]\ntoken = ""')).token()
    assert "@BotFather" in str(caught.value)


def test_token_appears_in_no_text_of_the_configuration() -> None:
    config = load_config(written(f"[telegram]\ntoken = '{TOKEN}'"))
    assert TOKEN not in repr(config) + str(config) + config.model_dump_json()


@pytest.mark.parametrize(
    "text",
    [
        f"[telegram]\ntoken = 'x{TOKEN}'",
        f"[telegram]\ntoken = ['{TOKEN}']",
        f"[telegram]\napi_base = 'bot{TOKEN}'",
        f"[counting]\nzone = '{TOKEN}'",
        f"'{TOKEN}' = 1",
    ],
)
def test_refusal_never_repeats_a_token(text: str) -> None:
    assert TOKEN not in refusal(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[telegram\ntoken = 1", "not valid TOML"),
        ("[channel]\ngap_dys = 3", 'channel.gap_dys: unknown key; did you mean "gap_days"?'),
        ("[chanel]\ngap_days = 3", 'chanel: unknown key; did you mean "channel"?'),
        ("[logs]\nzzz = 1", "logs.zzz: unknown key; known keys: format, level"),
        ("[channel]\ngap_days = 'soon'", "channel.gap_days: expected a whole number"),
        ("[channel]\nscope = 'never'", "channel.scope: Input should be 'today', 'gap' or 'ever'"),
        ("[channel]\nmuted_regions = ['RU-QQQ']", 'channel.muted_regions[1]: unknown region "RU-QQQ"'),
        ("[counting]\nzone = 'Mars/Base'", 'counting.zone: unknown time zone "Mars/Base"'),
        ("[digest]\nhour = 24", "digest.hour: Input should be less than or equal to 23"),
        ("[storage]\nurl = 'mysql://x'", "storage.url: expected sqlite:///PATH"),
        ("[access]\neditors = [-5]", "access.editors[1]: -5 is not a person"),
        ("[telegram]\napi_base = 'api.telegram.org'", "telegram.api_base: an address must begin with"),
        ("[telegram]\nmode = 'carrier pigeon'", "telegram.mode: Input should be 'polling' or 'webhook'"),
        (WEBHOOK, "webhook.url: needed"),
        (f"{WEBHOOK}[webhook]\nurl = 'https://bot.example.org'", "webhook.secret: needed"),
        (f"{WEBHOOK}[webhook]\nurl = 'http://a'\nsecret = 'b'", "webhook.url: Telegram posts to https://"),
        ("[webhook]\nsecret = 'one two'", "webhook.secret: expected 1 to 256 of the characters"),
        ("[webhook]\npath = 'telegram'", 'webhook.path: a path begins with "/"'),
        ("[webhook]\nport = 0", "webhook.port: Input should be greater than or equal to 1"),
        ("[delivery]\nchat_per_second = 0", "delivery.chat_per_second: Input should be greater than 0"),
        ("[telegram]\ntoken = 'abc'", "telegram.token: not a bot token"),
        ("[[sources]]\nname = 'a'\nissuer = 'mod'", "sources[1].chat_id: this key is needed"),
        ("[[sources]]\nchat_id = 5\nname = 'a'\nissuer = 'mod'", "begin with -100"),
        ("[[sources]]\nchat_id = -1005\nname = 'a'\nissuer = 'governor'", "a governor needs home_region"),
        ("[[sources]]\nchat_id = -1005\nname = 'a'\nissuer = 'mod'\nregion = 'x'", "home_region"),
    ],
)
def test_wrong_configuration_is_refused_in_one_line_that_names_the_key(text: str, said: str) -> None:
    line = refusal(text)
    assert said in line
    assert line.startswith("config.toml: ")
    assert "\n" not in line


def test_webhook_secret_appears_in_no_text_and_in_no_refusal() -> None:
    section = "[webhook]\nurl = 'https://bot.example.org'\nsecret = 'open-{}'\n"
    config = load_config(written(WEBHOOK + section.format("sesame")))
    assert "sesame" not in repr(config) + str(config) + config.model_dump_json()
    assert "sesame" not in refusal(WEBHOOK + section.format("sesame!"))
    url, secret = config.webhook.address()
    assert (url, secret.get_secret_value()) == ("https://bot.example.org/telegram", "open-sesame")


def test_channel_listed_twice_is_refused() -> None:
    one = "[[sources]]\nchat_id = -1001\nname = '{}'\nissuer = 'mod'\n"
    assert "chat_id -1001 is listed twice" in refusal(one.format("a") + one.format("b"))
    assert "name a is listed twice" in refusal(one.format("a") + one.format("a").replace("1001", "1002"))


def test_several_faults_are_counted() -> None:
    assert refusal("[digest]\nhour = 99\nminute = 99").endswith("(and 1 more)")


def test_file_asked_for_by_name_must_exist() -> None:
    with pytest.raises(ConfigError, match=r"no such file; copy config\.example\.toml"):
        load_config(Path("elsewhere.toml"))


def test_folder_or_binary_in_place_of_the_file_is_refused() -> None:
    Path("config.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(None)
    Path("binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(Path("binary.toml"))


def test_source_takes_the_zone_of_its_region_and_the_ministry_moscow() -> None:
    config = load_config(
        written(
            """
            [[sources]]
            chat_id = -1001
            name = "samara"
            issuer = "governor"
            home_region = "RU-SAM"
            username = "@samara"
            [[sources]]
            chat_id = -1002
            name = "mod_russia"
            issuer = "mod"
            [[sources]]
            chat_id = -1003
            name = "elsewhere"
            issuer = "governor"
            home_region = "RU-SAM"
            zone = "Asia/Omsk"
            """
        )
    )
    by_chat = config.sources_by_chat()
    assert [source.zone for source in by_chat.values()] == ["Europe/Samara", "Europe/Moscow", "Asia/Omsk"]
    assert by_chat[-1001].originator == "governor:RU-SAM"
    assert by_chat[-1001].username == "samara"
    assert by_chat[-1002].issuer is Issuer.MINISTRY


def test_counting_rules_carry_the_channel_and_prefer_configured_sources() -> None:
    rules = load_config(
        written(
            """
            [channel]
            chat_id = -100777
            thread_id = 5
            scope = "gap"
            muted_regions = ["RU-BEL"]
            [[sources]]
            chat_id = -1001
            name = "mod_russia"
            issuer = "mod"
            title = "Ours"
            """
        )
    ).counting_rules()
    assert (rules.alerts.chat_ids, rules.alerts.thread_id) == ((-100777,), 5)
    assert rules.alerts.scope is AlertScope.GAP
    assert rules.alerts.muted == {"RU-BEL"}
    assert rules.registry["mod_russia"].chat_id == -1001
    assert rules.registry["shapsha_vv"].home_region == "RU-KLU"
    assert set(rules.sources) == {-1001}


def test_starting_registry_is_well_formed_and_trusts_nobody() -> None:
    registry = read_registry()
    assert registry["mod_russia"].originator == "mod"
    assert all(source.chat_id is None for source in registry.values())
    assert all(source.home_region in region_table() for source in registry.values() if source.home_region)
    assert all(source.home_region for source in registry.values() if source.issuer is Issuer.GOVERNOR)
    assert all(name == name.lower() for name in registry)
