"""Webhook delivery: updates posted one by one to the bot's address until it answers 200."""

import asyncio

import aiohttp

from sandbox.world import World

RETRY_S = 0.05
"""Pause before a refused update is posted again; the real server takes longer."""


async def deliver_for_ever(world: World) -> None:
    """Post the oldest update while a webhook is set; an update counts as confirmed on a 2xx answer."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        while True:
            while not (world.webhook["url"] and len(world.updates)):
                await world.changes.wait_until(
                    lambda: bool(world.webhook["url"]) and len(world.updates) > 0, timeout_s=60
                )
            update = world.updates.peek(1)[0]
            if await _post(session, world, update):
                world.updates.confirm(update["update_id"] + 1)
            else:
                await asyncio.sleep(RETRY_S)


async def _post(session: aiohttp.ClientSession, world: World, update: dict[str, object]) -> bool:
    secret = world.webhook.get("secret_token")
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    try:
        async with session.post(world.webhook["url"], json=update, headers=headers) as answer:
            return answer.ok
    except (aiohttp.ClientError, TimeoutError):
        return False
