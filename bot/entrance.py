"""The way in that the configuration chooses: asking Telegram for updates, or being posted them."""

import asyncio
from collections.abc import Callable
from random import random
from typing import Protocol

import aiohttp

from bot.config import Config
from bot.sharing import may_share
from intake.doorkeeper import Doorkeeper
from intake.poll import PollLoop
from intake.raw_api import RawBotApi
from intake.webhook import WebhookLoop, WebhookRoute
from services.ports import Clock, Database


class Intake(Protocol):
    """Moves updates into the inbox until it is told to stop."""

    async def run(self, stop: asyncio.Event) -> None: ...


def make_intake(
    config: Config,
    http: aiohttp.ClientSession,
    inbox: Database,
    clock: Clock,
    arrived: asyncio.Event,
    answered: Callable[[], None],
) -> Intake:
    """A poll loop or a webhook route; both set `arrived`. `answered` hears of each poll answered."""
    api = RawBotApi(http, config.token(), config.telegram.api_base)
    if config.telegram.mode == "polling":
        return PollLoop(api, inbox, clock, arrived, random=random, answered=answered)
    url, secret = config.webhook.address()
    listening = config.webhook
    route = WebhookRoute(
        url,
        listening.path,
        listening.host,
        listening.port,
        secret.get_secret_value(),
        Doorkeeper(listening.allow_from, listening.proxies),
        shared=may_share(config),
    )
    return WebhookLoop(api, inbox, clock, arrived, route, random=random)
