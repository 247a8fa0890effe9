"""Words in HTML are replaced; tags, attributes and what is not shown stay as they were."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.markup_text import replace_in_markup


def replace(markup: str, old: str, new: str) -> str:
    return replace_in_markup(
        markup, lambda text: [(one.start(), one.end(), new) for one in re.finditer(re.escape(old), text)]
    )


@pytest.mark.parametrize(
    "markup, old, new, expected",
    [
        ('<p title="heater">a heater</p>', "heater", "boiler", '<p title="heater">a boiler</p>'),
        ("<b>p</b>", "p", "q", "<b>q</b>"),
        ("<p>R&amp;D &nbsp;x</p>", "R&D", "T", "<p>T &nbsp;x</p>"),
        ("<p>a</p>", "a", "1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("plain R&D", "R&D", "A<B", "plain A<B"),
        ("1 < 2 and 2 > 1", "2", "3", "1 < 3 and 3 > 1"),
        ("<script>a</script>a<!-- a -->", "a", "b", "<script>a</script>b<!-- a -->"),
        ("<style>a", "a", "b", "<style>a"),
        ("a<br>a", "a", "b", "b<br>b"),
        ("wa<b>ter</b>", "water", "x", "wa<b>ter</b>"),
        ("&#65;&#x42;", "AB", "x", "x"),
    ],
)
def test_only_what_is_shown_is_replaced(markup, old, new, expected):
    assert replace(markup, old, new) == expected


@given(st.text("<>/pb&;am #x3 =\"'!-", max_size=40))
def test_nothing_found_is_nothing_changed(markup):
    assert replace(markup, "\u2603", "x") == markup


@given(st.text("<>/pb&;am a", max_size=40))
def test_tags_are_never_touched(markup):
    tags = re.findall(r"</?[a-zA-Z][^<>]*>", markup)
    assert re.findall(r"</?[a-zA-Z][^<>]*>", replace(markup, "a", "\u2603")) == tags
