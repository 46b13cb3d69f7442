"""The verbs that show the honest total from the command line: `log`, and `totals --strict`."""

import json
from datetime import timedelta

from tests.records.newsdesk import MINISTRY, MORNING, Newsdesk, of_the_ministry
from tests.records.test_verbs import run

ELEVEN = "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."


def fill(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(minutes=10)
    newsdesk.hand_in(ELEVEN.replace("11 БПЛА", "9 БПЛА"))
    morning = of_the_ministry(
        "8 украинских БПЛА над территорией Брянской области", hours="с 1.00 мск до 3.00 мск 11 июня"
    )
    newsdesk.hand_in(morning, by=MINISTRY)


def test_log_tells_changes_and_shown_figures_oldest_first_as_json(newsdesk: Newsdesk) -> None:
    fill(newsdesk)
    done = run("log", "--database", newsdesk.url, "--region", "RU-KLU", "--format", "json")
    assert done.returncode == 0, done.stderr
    entries = json.loads(done.stdout)
    changed = [entry for entry in entries if entry["what"] == "changed"]
    assert [(entry["before"] or {}).get("low") for entry in changed] == [None, 11]
    assert [entry["after"]["low"] for entry in changed] == [11, 9]
    assert {entry["cause"] for entry in changed} == {"post:1"}
    assert {entry["occasion"] for entry in entries if entry["what"] == "shown"} == {"alert"}
    assert [entry["at"] for entry in entries] == sorted(entry["at"] for entry in entries)
    other_day = (MORNING - timedelta(days=1)).date().isoformat()
    nothing = run("log", "--database", newsdesk.url, "--day", other_day, "--format", "json")
    assert json.loads(nothing.stdout) == []


def test_log_is_a_table_for_people_and_says_when_it_is_cut(newsdesk: Newsdesk) -> None:
    fill(newsdesk)
    done = run("log", "--database", newsdesk.url, "--day", "2026-06-11", "--limit", "1")
    assert "post:2" in done.stdout
    assert "post:1" not in done.stdout
    assert "older entries left out" in done.stderr
    wrong = run("log", "--database", newsdesk.url, "--region", "RU-XXX")
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_strict_totals_leave_out_hours_across_the_edge_and_say_how_many(newsdesk: Newsdesk) -> None:
    fill(newsdesk)
    asked = ("totals", "--database", newsdesk.url, "--day", "2026-06-11", "--format", "json")
    plain, strict = run(*asked), run(*asked, "--strict")
    assert {row["key"]: row["low"] for row in json.loads(plain.stdout)}["RU-KLU"] == 9
    rows = {row["key"]: (row["low"], row["claims"]) for row in json.loads(strict.stdout)}
    assert (rows["RU-BRY"], rows["all"]) == ((8, 1), (8, 1))
    assert rows.get("RU-KLU", (0, 0)) == (0, 0)
    assert "1 claims left out" in strict.stderr


def test_log_of_several_regions_tells_what_happened_to_each(newsdesk: Newsdesk) -> None:
    fill(newsdesk)
    asked = ("log", "--database", newsdesk.url, "--format", "json", "--region")
    both = json.loads(run(*asked, "RU-KLU+RU-BRY").stdout)
    apart = [json.loads(run(*asked, region).stdout) for region in ("RU-KLU", "RU-BRY")]
    assert all(apart)
    assert sorted(map(json.dumps, both)) == sorted(json.dumps(one) for entries in apart for one in entries)
    assert [entry["at"] for entry in both] == sorted(entry["at"] for entry in both)
