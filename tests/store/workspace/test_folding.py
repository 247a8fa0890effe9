"""Rows are folded by a fast way and searches by a plain one: both must find the same words."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from lazi_desktop.store.workspace import folding

_texts = st.text("ab12 .,x×X-/\"'_;½É\n", max_size=40)


@given(_texts)
@example('2" x 1.5')
@example("fittings. -.75 a.-b .5-.75")
@example("10 1/2 x x2x2x .5")
def test_a_row_is_found_by_the_words_that_the_plain_expression_sees(text):
    folded = folding.fold(text)
    plain = dict.fromkeys(folding._WORD.findall(folding._TIMES.sub(" ", folded)))
    found = folding.index_words([text]).split()
    assert found[: len(plain)] == list(plain)


@given(_texts)
@example("10 1/2 x x2x2x .5")
def test_both_ways_see_a_fraction_that_stands_apart(text):
    folded = folding.fold(text)
    for whole, part in folding._MIXED_APART.findall(folded):
        assert f"{whole}-{part}" in folding.index_words([text]).split()
