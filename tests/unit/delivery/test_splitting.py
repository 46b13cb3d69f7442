"""Every part of a long text is a message that Telegram takes, and nothing that can be read is lost."""

from hypothesis import given
from hypothesis import strategies as st

from delivery.splitting import split_html
from sandbox.markup import parse_html, utf16_length

words = st.sampled_from(["downed", "Калуга", "11–21", "&lt;", "&amp;", "&#128512;", "😀", "a", "&amp"])
spaces = st.sampled_from([" ", "\n", "\n\n"])
plain = st.lists(st.tuples(words, spaces), max_size=12).map(lambda pairs: "".join(w + s for w, s in pairs))
tags = st.sampled_from(
    ["b", "i", "code", "pre", 'a href="https://t.me/c/1/2"', "blockquote expandable", "tg-spoiler"]
)
tagged = st.recursive(
    plain,
    lambda inner: st.tuples(tags, inner, plain).map(
        lambda one: f"<{one[0]}>{one[1]}</{one[0].split()[0]}>{one[2]}"
    ),
    max_leaves=6,
)
texts = st.lists(tagged, min_size=1, max_size=6).map("".join)


def readable(text: str) -> str:
    return "".join(parse_html(text)[0].split())


@given(texts, st.integers(4, 60))
def test_parts_are_whole_short_enough_and_lose_nothing(text: str, limit: int) -> None:
    parts = split_html(text, limit)
    for part in parts:
        assert utf16_length(parse_html(part)[0]) <= limit
    assert "".join(readable(part) for part in parts) == readable(text)


@given(texts, st.integers(4, 60))
def test_no_part_is_blank_unless_the_text_is(text: str, limit: int) -> None:
    parts = split_html(text, limit)
    assert len(parts) == 1 or all(readable(part) for part in parts)


def test_text_that_fits_comes_back_as_it_is() -> None:
    assert split_html(" <b>11</b>\n\n") == [" <b>11</b>\n\n"]


def test_cut_falls_on_a_line_end_outside_tags() -> None:
    text = "first line\n<b>second\nline</b>\nthird line"
    assert split_html(text, 25) == ["first line\n<b>second\nline</b>", "third line"]


def test_tagged_stretch_longer_than_a_part_is_closed_and_opened_again() -> None:
    text = '<a href="https://t.me/x/1">' + "one two\nthree four" + "</a>"
    assert split_html(text, 10) == [
        '<a href="https://t.me/x/1">one two</a>',
        '<a href="https://t.me/x/1">three four</a>',
    ]


def test_table_keeps_the_indent_of_its_next_line() -> None:
    assert split_html("<pre>  11\n   7</pre>", 6) == ["<pre>  11</pre>", "<pre>   7</pre>"]


def test_word_longer_than_a_part_is_cut_where_it_must_be() -> None:
    assert split_html("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_limit_counts_what_is_read_and_not_the_markup() -> None:
    text = "<b>" + "x" * 4096 + "</b>"
    assert split_html(text) == [text]


def test_long_text_is_split_in_little_time() -> None:
    text = "\n".join(f"<b>Region {number}</b>: {number} &amp; more" for number in range(20_000))
    parts = split_html(text)
    assert all(utf16_length(parse_html(part)[0]) <= 4096 for part in parts)
