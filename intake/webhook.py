"""The webhook route: an update is answered with 200 once it is stored, never before."""

import asyncio
import json
from hmac import compare_digest

from aiohttp import web

from services.ports import Clock, Database

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret


def webhook_app(
    database: Database, clock: Clock, arrived: asyncio.Event, *, path: str, secret: str
) -> web.Application:
    """An aiohttp application with one route, POST `path`, that stores updates and sets `arrived`.

    403 without the secret, 400 for a body that is no update, 500 (Telegram will repeat) when storing fails.
    """

    async def take(request: web.Request) -> web.Response:
        if not compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return web.Response(status=403)
        body = await request.text()
        update_id = parse_update_id(body)
        if update_id is None:
            return web.Response(status=400)
        now = clock()
        await database.write(lambda tx: tx.inbox.add_updates([(update_id, body)], now))
        arrived.set()
        return web.Response()

    app = web.Application(client_max_size=2**20)
    app.router.add_post(path, take)
    return app


def parse_update_id(body: str) -> int | None:
    """The update_id of a raw update, None if it is not one."""
    try:
        update = json.loads(body)
    except ValueError:
        return None
    update_id = update.get("update_id") if isinstance(update, dict) else None
    return update_id if isinstance(update_id, int) else None
