"""What the tests of screens say to the bot over HTTP, and wait for."""

from sandbox.people import Chat, User
from sandbox.world import SentMessage
from tests.flow.whole_bot.newsroom import Newsroom


async def ask(newsroom: Newsroom, question: str, *, by: str = "boris") -> SentMessage:
    """Ask in private; the last message of the answer."""
    person = getattr(newsroom, by)
    before = len(newsroom.telegram.sent(person.id))
    newsroom.pass_time(seconds=5)
    person.send(question)
    await newsroom.said(person.id, at_least=before + 1)
    return newsroom.telegram.sent(person.id)[-1]


async def answers(newsroom: Newsroom, who: User, *commands: str, to: Chat | None = None) -> list[str]:
    """What each command is answered with; time passes between them."""
    chat_id = to.id if to is not None else who.id
    told = []
    for command in commands:
        before = len(newsroom.telegram.sent(chat_id))
        who.send(command, to=to)
        told.append((await newsroom.said(chat_id, at_least=before + 1))[-1])
        newsroom.pass_time(seconds=5)
    return told
