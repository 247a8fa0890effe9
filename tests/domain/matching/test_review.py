"""What a person makes of proposals, and what is taken without looking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.matching.photos import Candidate, Proposal, Reason, Why
from lazi_desktop.domain.matching.review import Part, Review, Verdict
from tests.domain.matching.skus import key_of, photo

SURE, UNSURE, AMBIGUOUS, THERE, NOTHING, BROKEN = range(6)
ACTS = st.tuples(st.sampled_from(["accept", "reject", "reopen", "assign", "detach"]), st.integers(0, 5))


def proposal(name: str, *shares: float, reason: Reason = Reason.CODE, ambiguous: bool = False) -> Proposal:
    found = tuple(
        Candidate(key_of(f"{name}{place}"), share, (Why(reason, name),)) for place, share in enumerate(shares)
    )
    return Proposal(photo(f"Photos/{name}.jpg"), found, ambiguous)


@pytest.fixture
def review() -> Review:
    proposals = [
        proposal("sure", 0.9),
        proposal("unsure", 0.45),
        proposal("ambiguous", 0.5, 0.5, ambiguous=True),
        proposal("there", 0.97, reason=Reason.THERE),
        proposal("nothing"),
        proposal("broken", 0.9),
    ]
    return Review(proposals, {BROKEN: "It is cut off."})


def test_pictures_stand_where_they_belong(review: Review) -> None:
    assert review.of(Part.PROPOSED) == [THERE, SURE, AMBIGUOUS, UNSURE]
    assert review.of(Part.REST) == [NOTHING]
    assert review.of(Part.UNREADABLE) == [BROKEN]


def test_what_is_ambiguous_or_there_already_is_not_taken_without_looking(review: Review) -> None:
    assert review.accept(review.unseen(0.3)) == [SURE, UNSURE]
    assert [line.place for line in review.accepted] == [SURE, UNSURE]
    assert review.unseen(0.3) == []


def test_a_person_may_take_anything_that_has_a_sku(review: Review) -> None:
    assert review.accept([AMBIGUOUS, THERE, NOTHING, BROKEN]) == [AMBIGUOUS, THERE]


def test_what_was_given_to_a_sku_is_taken_and_no_more_a_matter_of_confidence(review: Review) -> None:
    other = key_of("other")
    review.assign([NOTHING, SURE], other)
    assert {line.place for line in review.accepted} == {NOTHING, SURE}
    assert {line.sku for line in review.accepted} == {other}
    assert review.lines[SURE].confidence is None
    review.reopen([SURE])
    assert review.unseen(0.3) == [UNSURE]


def test_what_is_not_of_the_proposed_sku_is_to_be_assigned(review: Review) -> None:
    review.accept([SURE])
    review.detach([SURE])
    assert review.of(Part.REST) == [SURE, NOTHING]
    assert review.accepted == []


def test_of_a_sku_that_is_gone_nothing_stays(review: Review) -> None:
    review.accept([SURE])
    assert review.forget_sku(key_of("sure0")) == [SURE]
    assert review.of(Part.REST) == [SURE, NOTHING]


def test_what_was_added_is_not_touched_any_more(review: Review) -> None:
    review.accept([SURE])
    review.note_added([SURE])
    assert review.reject([SURE]) == review.assign([SURE], key_of("x")) == review.detach([SURE]) == []
    assert review.of(Part.ADDED) == [SURE]
    assert review.accepted == []


@given(st.lists(ACTS))
def test_whatever_is_decided_each_picture_stands_in_one_place(acts: list[tuple[str, int]]) -> None:
    proposals = [proposal(str(place), 0.9) if place % 2 else proposal(str(place)) for place in range(6)]
    review = Review(proposals, {5: "It is no picture."})
    for act, place in acts:
        before = list(review.lines)
        arguments = (key_of("other"),) if act == "assign" else ()
        changed = getattr(review, act)([place], *arguments)
        if not changed:
            assert review.lines == before
        elif act == "reject":
            review.put_back(before)
            assert review.lines == before
    listed = [place for part in Part for place in review.of(part)]
    assert sorted(listed) == list(range(6))
    assert all(review.count(part) == len(review.of(part)) for part in Part)
    assert all(line.sku is not None and line.verdict is Verdict.ACCEPTED for line in review.accepted)
