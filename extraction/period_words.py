"""The words of time: months, days of the week, parts of the day, units, and the words that lead to them.

Forms stand as the tokens' normal form (lower case, «ё» as «е»).
"""

from extraction.wordsets import words

_MONTH_FORMS = (
    "января январь январе янв january jan",
    "февраля февраль феврале фев февр february feb",
    "марта март марте мар march mar",
    "апреля апрель апреле апр april apr",
    "мая май мае may",
    "июня июнь июне июн june jun",
    "июля июль июле июл july jul",
    "августа август августе авг august aug",
    "сентября сентябрь сентябре сен сент september sept sep",
    "октября октябрь октябре окт october oct",
    "ноября ноябрь ноябре ноя нояб november nov",
    "декабря декабрь декабре дек december dec",
)
MONTHS = {form: month for month, line in enumerate(_MONTH_FORMS, start=1) for form in line.split()}
GENITIVE_MONTHS = frozenset(line.split()[0] for line in _MONTH_FORMS)
"""«12 ноября»: a capital in Russian makes it a street or a name, not a date."""
LONE_MONTHS = {
    form: month
    for month, line in enumerate(_MONTH_FORMS, start=1)
    for form in line.split()
    if form.isascii() or form in line.split()[1:3]
}
"""Months that can stand without a day: «в ноябре», «за ноябрь», "in November"."""
_WEEKDAY_FORMS = (
    "понедельник понедельника monday",
    "вторник вторника tuesday",
    "среду среды wednesday",
    "четверг четверга thursday",
    "пятницу пятницы friday",
    "субботу субботы saturday",
    "воскресенье воскресенья sunday",
)
WEEKDAYS = {form: day for day, line in enumerate(_WEEKDAY_FORMS) for form in line.split()}
RELATIVE_DAYS = (
    dict.fromkeys(words("сегодня today сегодняшний сегодняшнего сегодняшним сегодняшнее сегодняшнюю"), 0)
    | dict.fromkeys(words("вчера yesterday накануне вчерашний вчерашнего вчерашняя вчерашней вчерашнюю"), 1)
    | dict.fromkeys(words("вчерашним вчерашнее вчерашние вчерашних"), 1)
    | {"позавчера": 2, "завтра": -1, "tomorrow": -1}
)
"""How many days back the word goes."""

PARTS = (
    dict.fromkeys(words("ночь ночи ночью night overnight tonight nighttime night-time"), "night")
    | dict.fromkeys(words("утро утра утром утру утренние рассвете рассветом dawn morning"), "morning")
    | dict.fromkeys(words("день дня днем дню обед обеда day afternoon daytime"), "day")
    | dict.fromkeys(words("вечер вечера вечером вечеру evening"), "evening")
)
PART_ADJECTIVES = (
    dict.fromkeys(words("ночная ночной ночную ночное ночные ночных ночном ночного темное"), "night")
    | dict.fromkeys(words("утренняя утренней утреннюю утреннее утренние утренний утреннем"), "morning")
    | dict.fromkeys(words("дневная дневной дневную дневное дневные дневном светлое обеденное"), "day")
    | dict.fromkeys(words("вечерняя вечерней вечернюю вечернее вечерние вечерний вечернем"), "evening")
)
RAIDS = words(
    "атака атаки атаку атаке атакой атак атаках налет налета налете налеты удар удара ударе рейд рейда",
    "время часы часов raid attack",
)
"""What a part of the day as an adjective must stand by to tell the time: «ночная атака», «в ночное время»."""
REPORTS = words("bulletin briefing report update edition news summary vision shift")
"""After "evening" or "morning" they name a paper, not a time."""

LEADS: dict[str, str] = (
    dict.fromkeys(words("за течение течении протяжении over during within throughout for course"), "over")
    | dict.fromkeys(
        words("в во the of on from ход ходе глубокой поздним поздно позднего ранним рано раннего"), ""
    )
    | dict.fromkeys(words("early late самым самого all период under"), "")
    | dict.fromkeys(words("весь всю все целый entire whole"), "whole")
    | dict.fromkeys(words("in середине половине разгар первой второй под несколько"), "in")
    | dict.fromkeys(words("первое первом первый первые первых второе третий"), "in")
    | dict.fromkeys(words("этой эту этим этот этого этом эти это this нынешней сегодняшней текущих"), "this")
    | dict.fromkeys(words("минувшей минувшую минувшим минувшие минувший минувших минувшего"), "past")
    | dict.fromkeys(words("прошедшей прошедшую прошедшие прошедшим прошедших прошедшего прошедший"), "past")
    | dict.fromkeys(words("прошлой прошлую прошлым прошлые прошлый прошлых прошлом прошлого"), "past")
    | dict.fromkeys(
        words("истекшей истекшие истекших последней последние последних последнюю последний последнего"),
        "past",
    )
    | dict.fromkeys(words("last past"), "past")
    | dict.fromkeys(words("предыдущей предыдущую предыдущие предшествующую previous preceding"), "previous")
    | dict.fromkeys(words("тот ту той том те же самую same that"), "same")
    | dict.fromkeys(words("каждую каждый каждое каждые каждой every each"), "every")
    | dict.fromkeys(words("с со c since начиная"), "since")
    | dict.fromkeys(words("до к ко на by until till before"), "until")
    | dict.fromkeys(words("начала начало start beginning"), "start")
    | dict.fromkeys(words("ближе closer"), "near")
    | dict.fromkeys(words("single"), "single")
)
"""Words that may stand before a part of the day or a unit of time, and what they say of it."""

HOUR, DAY, WEEK = 1.0, 24.0, 168.0
UNITS: dict[str, float] = (
    dict.fromkeys(words("секунды секунд секунду seconds"), HOUR / 3600)
    | dict.fromkeys(words("минуты минут минуту minutes"), HOUR / 60)
    | dict.fromkeys(words("час часа часов часом часами часу hour hours полчаса"), HOUR)
    | dict.fromkeys(words("сутки суток сутками"), DAY)
    | dict.fromkeys(words("дней день дня днем днями day days"), DAY)
    | dict.fromkeys(words("неделя неделю недели недель неделе неделей week weeks"), WEEK)
    | dict.fromkeys(words("месяц месяца месяцев месяцем месяце month months"), 30 * DAY)
    | dict.fromkeys(words("квартал квартала квартале лето осень зиму весну quarter"), 91 * DAY)
    | dict.fromkeys(words("праздники праздничные каникулы декаду"), 240.0)
    | dict.fromkeys(words("полугодие полугодия полугодии полгода"), 182 * DAY)
    | dict.fromkeys(words("год года лет годом году year years"), 365 * DAY)
)
"""Units of time in hours."""
AGO = words("назад ago ранее раньше earlier")
WEEKLY = words("weekly еженедельный еженедельная недельная недельной еженедельной недельный")
WEEKENDS = words("выходные выходных weekend")
BEGINNINGS = words("начала start beginning")
WARS = words("сво операции спецоперации войны operation war conflict invasion")
RAID_BEGUN = words("налета атаки рейда удара attack raid")
