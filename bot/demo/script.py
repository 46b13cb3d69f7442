"""The posts of the demonstration: our own sentences in the officials' manner, all of one morning."""

from datetime import UTC, datetime

MORNING = datetime(2026, 6, 11, 5, 30, tzinfo=UTC)
"""08:30 in Moscow: where the demonstration's clock starts."""

GOVERNOR_CHAT, MINISTRY_CHAT, ALERTS_CHAT = -1001000000001, -1001000000002, -1001000000003
BRYANSK_CHAT, TULA_CHAT = -1001000000004, -1001000000005
ANNA, BORIS, STRANGER = 501, 502, 666

GOVERNOR_POST = (
    "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского, Жуковского и Малоярославецкого "
    "округов. По предварительной информации, пострадавших и разрушений инфраструктуры нет."
)
MINISTRY_POST = (
    "В период с 0.00 мск до 5.00 мск 11 июня дежурными средствами ПВО уничтожены 20 украинских "
    "беспилотных летательных аппаратов:\n"
    "▪️ 10 БпЛА – над территорией Калужской области,\n"
    "▪️ 8 БпЛА – над территорией Брянской области,\n"
    "▪️ 2 БпЛА – над территорией Московского региона."
)
MINISTRY_CORRECTED = MINISTRY_POST.replace("уничтожены 20", "уничтожены 19").replace("▪️ 8 БпЛА", "▪️ 7 БпЛА")
BRYANSK_POST = "С 0.00 мск до 5.00 мск 11 июня над Брянской областью сбиты 12 БПЛА."
"""More than the ministry counts there in the same hours: both cannot be true."""
TULA_POST = "Сегодня утром силами ПВО над территорией Тульской области уничтожены 5 БПЛА."
MINISTRY_MORNING = (
    "В период с 5.00 мск до 7.00 мск 11 июня дежурными средствами ПВО уничтожены 4 украинских "
    "беспилотных летательных аппарата над территорией Тульской области."
)
"""Hours that overlap the governor's morning in part: the same drones, or others, nobody can know."""
UNNUMBERED_POST = (
    "Силы ПВО этой ночью отразили налёт, уничтожив беспилотники в Думиничском районе. "
    "Оперативные группы на месте."
)
