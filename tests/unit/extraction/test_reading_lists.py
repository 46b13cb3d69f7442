"""Numbers of lists, of lines without a verb, and of what was managed or not."""

from tests.unit.extraction.reading import KALUGA, MINISTRY, MOSCOW_MAYOR, downed, read


def test_number_in_brackets_is_of_the_place_before_it() -> None:
    report = read("Air defense downed drones over Bryansk (12), Kursk (8) and Tula (3) regions.", MINISTRY)
    assert report.summary.regions == {"RU-BRY": 12, "RU-KRS": 8, "RU-TUL": 3}


def test_number_in_brackets_before_its_place_is_an_item_of_the_list() -> None:
    text = "Сбито 60 БПЛА. Больше всего (41) – над Курской областью, 19 – над Крымом."
    assert read(text, MINISTRY).summary.regions == {"RU-KRS": 41, "UA-43": 19}


def test_respective_numbers_go_to_their_places_in_order() -> None:
    text = "Сбито 9 БПЛА: над Рязанской и Тверской областями – 6 и 3 соответственно."
    assert read(text, MINISTRY).summary.regions == {"RU-RYA": 6, "RU-TVE": 3}


def test_what_was_managed_is_downed_and_what_was_not_is_nothing() -> None:
    assert read("Силам ПВО удалось сбить восемь БПЛА над Людиновом.").summary.total == 8
    assert read("Беспилотник сбить не удалось, он упал в поле.").summary.total is None
    assert read("Не удалось сбить два БПЛА, они упали в поле.").summary.total is None


def test_noun_after_the_time_of_its_participle_is_counted() -> None:
    report = read("Губернатор сообщил о пяти сбитых за ночь беспилотниках.")
    assert report.summary.total == 5


def test_count_out_of_those_that_attacked_is_the_count() -> None:
    assert read("Уничтожены пять из семи беспилотников, два упали в поле.").summary.total == 5


def test_total_without_a_verb_contains_the_increment_before_it() -> None:
    for text in (
        "Сбит ещё один БПЛА. Общее количество за ночь – 12.",
        "Сбит ещё один БПЛА. За ночь их сбито уже 12.",
        "Отражена атака ещё одного БПЛА. Всего за ночь уничтожено 12 беспилотников.",
    ):
        summary = read(text, MOSCOW_MAYOR).summary
        assert (summary.total, summary.total_kind, summary.cumulative_total) == (1, "increment", 12)


def test_more_of_another_time_adds_to_the_post() -> None:
    assert read("Ночью сбиты 7 БПЛА. Утром – ещё 4.").summary.total == 11


def test_ordinals_of_a_line_are_parts_of_the_count_before_them() -> None:
    report = read("Сбиты два БПЛА. Первый – над Боровским районом, второй – над Обнинском.", KALUGA)
    assert report.summary.total == 2
    assert [place.name for place in report.summary.places] == ["Боровский", "Обнинск"]


def test_part_of_a_shorter_time_does_not_lend_its_time_to_the_whole() -> None:
    report = read("За минувшие сутки сбито 18 БПЛА, в том числе за ночь 11.")
    assert (report.summary.total, report.summary.total_kind) == (18, "cumulative")


def test_total_of_the_ministry_told_by_others_is_that_of_its_window() -> None:
    report = read("По данным Минобороны, всего за ночь уничтожен 41 БПЛА.")
    assert report.summary.total_kind == "exact"
    assert downed(report, "mod")


def test_bare_number_after_houses_or_people_is_no_drone() -> None:
    for tail in (
        "Повреждены три дома в Обнинске, ещё один – в Боровске.",
        "Повреждены три дома. Ещё один – в Боровске.",
        "Без света три улицы, ещё две – частично.",
        "Ранены трое. Ещё двоим помощь оказана на месте.",
        "Задержано 12 рейсов, ещё 4 отменены. Всего – 16.",
    ):
        summary = read(f"Ночью сбиты 5 БПЛА. {tail}").summary
        assert (summary.total, summary.cumulative_total) == (5, None)
