"""One door for escaping: what comes from outside cannot become markup."""

from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from rendering.html import bold, code, escape, lines, link, struck

HOSTILE = st.text(alphabet=st.sampled_from("<>&\"'ab/ =\u202e\u200f\u2067\n\r\t;#x\ud800\x00Ж"), max_size=60)


class Collector(HTMLParser):
    """Tags and text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(HOSTILE | st.text(max_size=60))
def test_foreign_text_never_becomes_markup(text: str) -> None:
    collector = Collector()
    collector.feed(escape(text))
    collector.close()
    assert collector.tags == []
    assert collector.text == unescape(escape(text))
    escape(text).encode()


@given(HOSTILE)
def test_foreign_text_stays_on_one_line_and_turns_nothing_round(text: str) -> None:
    shown = escape(text)
    assert len(shown.splitlines()) <= 1
    assert not set(shown) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(HOSTILE, HOSTILE)
def test_a_link_keeps_its_address_inside_its_quotes(title: str, path: str) -> None:
    collector = Collector()
    collector.feed(link(escape(title), f"https://t.me/{path}"))
    assert collector.tags == ["a"]


def test_only_web_addresses_become_links() -> None:
    assert link("x", "javascript:alert(1)") == "x"
    assert link("x", "tg://user?id=1") == "x"
    assert link("x", None) == "x"
    assert link("x", "https://t.me/a/1") == '<a href="https://t.me/a/1">x</a>'


def test_tags_are_built_and_closed() -> None:
    assert bold("a") == "<b>a</b>"
    assert struck("a") == "<s>a</s>"
    assert code("<1>") == "<code>&lt;1&gt;</code>"


def test_lines_leave_out_what_is_not_there() -> None:
    assert lines("a", None, "", "b") == "a\nb"
