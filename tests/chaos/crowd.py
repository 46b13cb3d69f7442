"""What people do during a fault run, the same for the same seed, and what the bot owes them for it."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.chaos.stage import MEMBER_OF, Stage

_DAY_S = 24 * 60 * 60
QUESTIONS = ("/today", "/yesterday", "/week", "/today strict", "/sources")


@dataclass(slots=True, repr=False)
class Crowd:
    """Editors who forward, channels that post and edit, strangers who ask.

    `posts`: keys of the posts that were accepted; `forwards`: (chat, message) of each forward by an editor;
    `last_texts`: the newest text of each post that the bot sees edited.
    """

    stage: Stage
    random: Random
    posts: set[str] = field(default_factory=set)
    forwards: set[tuple[int, int]] = field(default_factory=set)
    last_texts: dict[str, str] = field(default_factory=dict)
    updates: int = 0
    _forwarded: list[dict[str, Any]] = field(default_factory=list)
    _published: list[tuple[int, dict[str, Any], int]] = field(default_factory=list)

    def act(self, updates: int) -> None:
        """So many updates, each caused by somebody's doing."""
        for _ in range(updates):
            doing = self.random.choices(
                (self._forward, self._forward_again, self._publish, self._edit, self._ask, self._rumour),
                (45, 12, 12, 15, 12, 4),
            )
            doing[0]()
            self.updates += 1

    def _forward(self) -> None:
        channel = self.random.choice(self.stage.governors[MEMBER_OF:])
        post = channel.post(_words(self.random.randint(1, 40)), date=self._published_at())
        self._forwarded.append(post)
        self._hand_in(post)

    def _forward_again(self) -> None:
        """Another editor, or the same one, hands in what was handed in before."""
        if self._forwarded:
            self._hand_in(self.random.choice(self._forwarded[-50:]))
        else:
            self._forward()

    def _rumour(self) -> None:
        self._hand_in(self.stage.unlisted.post(_words(self.random.randint(50, 90))))

    def _hand_in(self, post: dict[str, Any]) -> None:
        message = self.random.choice(self.stage.editors).forward(post)
        self.posts.add(_key(post))
        self.forwards.add((message["chat"]["id"], message["message_id"]))

    def _publish(self) -> None:
        at = self.random.randrange(MEMBER_OF)
        count = self.random.randint(1, 9)
        post = self.stage.governors[at].post(_words(count), date=self._published_at())
        self._published.append((at, post, count))
        self.posts.add(_key(post))
        self.last_texts[_key(post)] = _words(count)

    def _edit(self) -> None:
        """The count of a published post grows, so that no text of it comes back."""
        if not self._published:
            self._publish()
            return
        which = self.random.randrange(max(0, len(self._published) - 20), len(self._published))
        at, post, count = self._published[which]
        count += self.random.randint(1, 5)
        self._published[which] = (at, self.stage.governors[at].edit(post, _words(count)), count)
        self.last_texts[_key(post)] = _words(count)

    def _published_at(self) -> int:
        """Unix seconds: of today, or of one of the days before, so that no day holds more than days do."""
        days_ago = self.random.choice((0, self.random.randrange(1, 60)))
        return self.stage.telegram.world.now() - days_ago * _DAY_S

    def _ask(self) -> None:
        self.random.choice(self.stage.strangers).send(self.random.choice(QUESTIONS))


def _words(count: int) -> str:
    return f"Силами ПВО над территорией региона за ночь сбито БПЛА: {count}."


def _key(post: dict[str, Any]) -> str:
    return f"channel:{post['chat']['id']}:{post['message_id']}"
