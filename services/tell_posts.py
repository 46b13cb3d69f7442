"""One short message for each post that counts, for the listeners who want every post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.live import CountedPost
from domain.subscription import (
    ChatSettings,
    Heard,
    Listener,
    News,
    NewsPlace,
    Subscription,
    find_wish,
    subject_of_post,
)
from services.live_lines import LiveLines
from services.live_messages import LiveMessages, message_key


@dataclass(frozen=True, slots=True)
class PostTelling:
    """What telling of a post needs. `holds`: nothing new is told now."""

    lines: LiveLines
    messages: LiveMessages
    news: News
    holds: bool


def tell_post(
    telling: PostTelling,
    to: Listener,
    settings: ChatSettings,
    wishes: Sequence[Subscription],
    heard: Mapping[str, Heard],
) -> tuple[set[tuple[date, str]], list[Heard]]:
    """Tell a listener of the post itself where he wants every post, or bring its message up to date.

    Returns the places that this tells of, and what he has heard by it. While things are held for him posts
    are not told one by one: their regions are, when the hold ends.
    """
    news = telling.news
    wanted = [one for one in news.places if _wants_posts(wishes, one)]
    known = heard.get(subject_of_post(news.post_id))
    if known is not None and known.message_key is not None:
        return _places(wanted), _edit(telling, to, settings, wanted, known)
    if telling.holds or not wanted:
        return set(), []
    post = _narrowed(telling.lines.of_post(news.post_id, news.places), wanted, wishes)
    if not post.lines or not any(one.fresh for one in wanted):
        return _places(wanted), []
    key = message_key("post", str(news.post_id), to)
    telling.messages.tell_post(key, to, post, settings)
    mark = telling.lines.mark_of_post(post)
    return _places(wanted), [Heard(to, subject_of_post(news.post_id), wanted[0].day, key, 0, 0, mark)]


def _edit(
    telling: PostTelling, to: Listener, settings: ChatSettings, wanted: Sequence[NewsPlace], known: Heard
) -> list[Heard]:
    """Who was told of a post is told what became of it, whatever he wants by now."""
    news = telling.news
    post = telling.lines.of_post(news.post_id, news.places)
    post = _narrowed(post, wanted, ()) if wanted else post
    mark = telling.lines.mark_of_post(post)
    if mark == known.said or known.message_key is None:
        return []
    telling.messages.edit_post(known.message_key, str(news.id), to, post, settings)
    return [replace(known, said=mark)]


def _wants_posts(wishes: Sequence[Subscription], place: NewsPlace) -> bool:
    wish = find_wish(wishes, place.region)
    return wish is not None and wish.every_post


def _narrowed(post: CountedPost, wanted: Sequence[NewsPlace], wishes: Sequence[Subscription]) -> CountedPost:
    """The lines of a post that a listener wants; below the least number he asked for none."""
    places = _places(wanted)
    lines = []
    for line in post.lines:
        wish = find_wish(wishes, line.region)
        enough = wish is None or (line.own.tally.low if line.own.claims else 0) >= wish.minimum
        if (line.day, line.region) in places and enough:
            lines.append(line)
    return replace(post, lines=tuple(lines))


def _places(wanted: Sequence[NewsPlace]) -> set[tuple[date, str]]:
    return {(one.day, one.region) for one in wanted}
