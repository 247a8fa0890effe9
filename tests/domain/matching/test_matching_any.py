"""Whatever files and SKUs are called, a proposal keeps its promises."""

from __future__ import annotations

import string
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from lazi_desktop.domain.matching.file_names import read_stem, squeezed
from lazi_desktop.domain.matching.photos import NamedSku, Photo
from lazi_desktop.domain.matching.proposing import propose
from tests.domain.matching.skus import key_of

_CAMERAS = frozenset("img dsc dscn dscf pxl vid pic pict dji cimg sam kimg fb pano gopr scan".split())
_NUMBERS = st.integers(100, 99_999).map(str)


@st.composite
def codes(draw: st.DrawFn) -> str:
    letters = draw(st.text(string.ascii_uppercase, min_size=2, max_size=4))
    assume(letters.lower() not in _CAMERAS)
    return f"{letters}-{draw(_NUMBERS)}"


odd = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
separators = st.sampled_from(["-", "_", " ", ".", ""])
tails = st.sampled_from(["", " (2)", "_front", "-1", " - Copy", " detail 3"])


@given(st.lists(codes(), min_size=1, max_size=30, unique=True), st.data())
def test_a_file_called_by_a_code_is_proposed_for_it(called: list[str], data: st.DataObject) -> None:
    skus = [NamedSku(key_of(code), code, "") for code in called]
    code = data.draw(st.sampled_from(called))
    name = code.replace("-", data.draw(separators)) + data.draw(tails) + ".jpg"
    best = propose([Photo(("Photos", name))], skus)[0].best
    assert best is not None
    assert best.key == key_of(code)


@given(st.lists(st.tuples(odd, odd, odd), max_size=12), st.lists(st.tuples(odd, odd), min_size=1, max_size=8))
def test_odd_names_break_nothing(named: list[tuple[str, str, str]], files: list[tuple[str, str]]) -> None:
    skus = [NamedSku(key_of(str(at)), code, name, (part,)) for at, (code, name, part) in enumerate(named)]
    proposals = propose([Photo(path) for path in files], skus)
    assert [one.photo.path for one in proposals] == files
    for one in proposals:
        sure = [candidate.confidence for candidate in one.candidates]
        assert all(0 < share < 1 for share in sure)
        assert all(first >= second for first, second in pairwise(sure))
        assert all(candidate.why for candidate in one.candidates)
        assert len({candidate.key for candidate in one.candidates}) == len(sure)
        assert not one.is_ambiguous or len(sure) > 1


@given(st.lists(codes(), min_size=2, max_size=20, unique=True), st.randoms())
def test_the_order_of_the_skus_does_not_matter(called: list[str], random) -> None:
    skus = [NamedSku(key_of(code), code, f"Part {code}") for code in called]
    photos = [Photo(("Photos", f"{code} x.jpg")) for code in called] + [Photo(("Photos", "part.jpg"))]
    before = propose(photos, skus)
    random.shuffle(skus)
    assert propose(photos, skus) == before


@given(odd)
def test_pieces_are_what_is_squeezed(text: str) -> None:
    name = read_stem(text)
    assert squeezed(text).startswith("".join(piece.text for piece in name.pieces))
