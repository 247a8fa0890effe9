"""Find and replace: words, patterns with groups, and patterns that never end."""

from __future__ import annotations

import time

import pytest

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.operations.find_text import Search, TextFinder, TooSlow

NAME = field_of(EntityKind.MATERIAL, "display_name")
DESCRIPTION = field_of(EntityKind.MATERIAL, "description")


def replaced(text: str, search: Search, field=NAME) -> str:
    return TextFinder(search).replaced(field, text)


@pytest.mark.parametrize(
    "search, expected",
    [
        (Search("pump", "Motor"), "Motor Motorhouse Motor"),
        (Search("pump", "Motor", match_case=True), "Pump Motorhouse PUMP"),
        (Search("pump", "Motor", whole_words=True), "Motor pumphouse Motor"),
        (Search("p(.)mp", "<$1>", is_pattern=True), "<u> <u>house <U>"),
        (Search("p(?P<in>u)mp", r"\g<in>${in}$$", is_pattern=True), "uu$ uu$house UU$"),
        (Search("^", "X ", is_pattern=True), "X Pump pumphouse PUMP"),
        (Search("(pump", "$1"), "Pump pumphouse PUMP"),
    ],
)
def test_replacing(search, expected):
    assert replaced("Pump pumphouse PUMP", search) == expected


def test_without_a_pattern_the_replacement_is_taken_as_it_is():
    assert replaced("a.c abc", Search("a.c", r"\1$1")) == r"\1$1 abc"


def test_html_keeps_its_tags():
    found = replaced("<p class='p'>p &amp; p</p>", Search("p", "q"), DESCRIPTION)
    assert found == "<p class='p'>q &amp; q</p>"


@pytest.mark.parametrize(
    "search",
    [
        Search("(", is_pattern=True),
        Search("a", "$7", is_pattern=True),
        Search("a", "\\", is_pattern=True),
        Search(""),
        Search("x" * 5_000),
    ],
)
def test_what_cannot_be_searched_is_said(search):
    with pytest.raises(InvalidValue):
        TextFinder(search)


def test_a_pattern_that_backtracks_for_ever_is_stopped():
    began = time.monotonic()
    with pytest.raises(TooSlow):
        replaced("a" * 200 + "b", Search(r"(a|aa)+$", is_pattern=True))
    assert time.monotonic() - began < 20


def test_a_replacement_that_grows_without_end_is_stopped():
    with pytest.raises(InvalidValue, match="far too long"):
        replaced("a" * 5_000, Search("a", "x" * 1_000))
