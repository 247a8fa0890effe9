"""Which addresses of ServiceTitan's stand for pictures of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from lazi_desktop.domain.picture_proofs import as_pushed, as_said, to_compare

A, B = "a" * 64, "b" * 64
OURS_A, OURS_B = f"picture:{A}.jpg", f"picture:{B}.png"
X, Y, Z = "Images/Service/x.jpg", "Images/Service/y.png", "Images/Service/z.jpg"


def assets(*addresses: str) -> list[Mapping[str, Any]]:
    return [{"alias": None, "isDefault": False, "type": "Image", "url": one} for one in addresses]


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "expected"),
    [
        (assets(OURS_A), assets(X), [], [(A, X)]),
        (assets(Z, OURS_A), assets(Z, X), assets(Z), [(A, X)]),
        (assets(OURS_A, OURS_B), assets(X, Y), None, [(A, X), (B, Y)]),
        (assets(OURS_A), assets(Z), assets(Z), []),  # it was there before
        (assets(OURS_A), [], [], []),
        (assets(OURS_A), None, None, []),
        (assets(X), assets(Y), [], []),  # none of ours
        (assets(OURS_A), assets(OURS_A), [], []),
    ],
)
def test_only_what_is_new_in_the_place_of_ours_is_compared(
    ours: Any, theirs: Any, base: Any, expected: list[tuple[str, str]]
) -> None:
    assert list(to_compare("assets", ours, theirs, base, frozenset())) == expected


def test_what_is_proved_is_not_compared_again() -> None:
    assert not to_compare("assets", assets(OURS_A), assets(X), [], {(A, X)})
    assert to_compare("assets", assets(OURS_B), assets(X), [], {(A, X)})


def test_what_was_there_before_is_compared_where_it_is_called_as_its_upload() -> None:
    assert list(to_compare("assets", assets(OURS_A), assets(X), assets(X), frozenset(), {(A, "x.jpg")})) == [
        (A, X)
    ]
    assert not to_compare("assets", assets(OURS_B), assets(X), assets(X), frozenset(), {(A, "x.jpg")})


def test_a_categorys_picture_and_those_for_its_skus() -> None:
    assert list(to_compare("image", OURS_A, X, None, frozenset())) == [(A, X)]
    assert list(to_compare("sku_images", [Z, OURS_A], [Z, X], [Z], frozenset())) == [(A, X)]
    assert as_said("image", OURS_A, X, {(A, X)}) == X
    assert as_said("sku_images", [Z, OURS_A], [Z, X], {(A, X)}) == [Z, X]


def test_our_value_in_their_words() -> None:
    ours = assets(OURS_A, OURS_B)
    assert as_said("assets", ours, assets(X, Y), {(A, X), (B, Y)}) == assets(X, Y)
    assert as_said("assets", ours, assets(X, Y), {(A, X)}) == assets(X, OURS_B)
    assert as_said("assets", ours, assets(Y, X), {(A, X), (B, Y)}) == ours  # in other places
    assert as_said("description", OURS_A, X, {(A, X)}) == OURS_A


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "expected"),
    [
        ("assets", assets(Z, OURS_A), assets(Z, X), assets(Z, X)),
        ("assets", assets(OURS_A), assets(OURS_B), assets(OURS_A)),  # another one was put there
        ("assets", assets(OURS_A, Z), assets(X), assets(X, Z)),
        ("assets", assets(OURS_A), assets(""), assets(OURS_A)),
        ("assets", assets(Z), assets(X), assets(Z)),
        ("assets", None, assets(X), None),
        ("image", OURS_A, X, X),
        ("image", OURS_A, None, OURS_A),
        ("categories", [1, 2], [3], [1, 2]),
        ("description", OURS_A, X, OURS_A),
    ],
)
def test_what_was_pushed_stands_there_under_another_address(
    field: str, ours: Any, theirs: Any, expected: Any
) -> None:
    assert as_pushed(field, ours, theirs) == expected
