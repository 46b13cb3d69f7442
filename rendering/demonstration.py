"""What the demonstration says around the bot's own words: what is done in each scene, and the two windows."""

from rendering.i18n import Words


def render_scenes(words: Words) -> dict[str, str]:
    """What somebody does in each scene, by the scene's name."""
    return {
        "governor": words.gettext("Anna forwards a governor's post: 11 over Kaluga region"),
        "again": words.gettext("Boris forwards the same post"),
        "ministry": words.gettext("Boris forwards the ministry's post: 20, of them 10 over Kaluga region"),
        "corrected": words.gettext("The ministry corrects its post to 19; Anna forwards it again"),
        "unnumbered": words.gettext("A post without a number"),
        "stranger": words.gettext("A stranger forwards a post"),
        "disputed": words.gettext("Bryansk's governor: 12 in the hours of the ministry's 7, disputed"),
        "morning": words.gettext("Tula's governor: 5 this morning"),
        "overlap": words.gettext("The ministry: 4 there in hours that overlap his in part, a range"),
    }


def render_asking(name: str, question: str, words: Words) -> str:
    """Somebody, by the name "Anna" or "Boris", asks something."""
    names = {"Anna": words.gettext("Anna"), "Boris": words.gettext("Boris")}
    return words.gettext("{name} asks {question}").format(name=names[name], question=question)


def render_windows(words: Words) -> tuple[str, str]:
    """The titles of the two windows: where people write to the bot, and where it announces."""
    return words.gettext("chat"), words.gettext("channel")


def render_silence(words: Words) -> str:
    """In the place of an answer that did not come."""
    return words.gettext("(the bot says nothing)")


def render_edited(text: str, words: Words) -> str:
    """A message that was edited to this text."""
    return words.gettext("(edited)") + f" {text}"


def render_played(seconds: float, words: Words) -> str:
    """The last line: how long it took."""
    return words.gettext("Played in {seconds} s.").format(seconds=f"{seconds:.1f}")


def render_kept(url: str, words: Words) -> str:
    """Where the database is that somebody wanted to keep, and a command to try on it."""
    command = f"python -m bot totals --database {url}"
    return words.gettext("The database is kept. Try: {command}").format(command=command)
