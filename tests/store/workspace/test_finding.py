"""Search, sort and filter: what a person types, and what they get."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery, SortBy
from lazi_desktop.store.workspace.folding import index_words, match_expression, natural_order, number_word
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

PART: dict[str, Any] = {
    "primary_vendor": {"vendorId": 1, "vendorPart": "FW-77.20/B"},
    "other_vendors": [{"vendorId": 2, "vendorPart": "X9"}],
}
ROWS = [
    sku(1, "ELB-90-1/2", "Copper elbow 90 1/2", price=Decimal("3.10"), cost=1, categories=[2]),
    sku(2, "CPL-1-1/2", "Coupling 1-1/2 in", price=Decimal("12.00"), categories=[3], active=False),
    sku(3, "CPL-150", 'Coupling 1 1/2" brass', price=None, categories=[3, 2]),
    sku(4, "B-2", "Bushing 1½ PVC", price=-2, unit_of_measure="Each", **PART),
    sku(5, "B-10", "Bushing 1.5 PVC", price=100, unit_of_measure="ft"),
    sku(6, "NIP-34", "Nipple 3/4 x 1/2", price=7, hours=Decimal("0.75"),
        description="<p>Brass&nbsp;&amp; <b>lead-free</b></p>"),
    sku(7, "CAFÉ", "Café crème", price=9),
    sku(8, "elb", "Elbow, plain", price=Decimal("3.1"), taxable=True),
    sku(21, "SV-1", "Install water heater", kind="service", categories=[11], price=500),
    sku(22, "EQ-1", "Heater", kind="equipment", manufacturer="Rheem", model="XG40", categories=[12]),
    sku(23, "FEE", "Trip fee", kind="discount_fee", categories=[11, 12]),
]  # fmt: skip
TREE = [
    category(1, "Fittings"), category(2, "Copper", parent_id=1), category(3, "Brass", parent_id=1),
    category(11, "Heating", tree="Services"), category(12, "Heaters", parent_id=11, tree="Services"),
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("finding")
    desk = Desk(folder, CountedIds(), TickingClock())
    desk.start(FeedMaker().mirrors(TREE + ROWS))
    yield desk
    desk.open.close()


@pytest.mark.parametrize(
    ("search", "expected", "because"),
    [
        ("elb", {"elb", "ELB-90-1/2"}, "words begin with it"),
        ("ELBOW copper", {"ELB-90-1/2"}, "all words, in any order and case"),
        ("elb-90-", {"ELB-90-1/2"}, "signs inside a word, unfinished"),
        ("90", {"ELB-90-1/2"}, "a part of a code"),
        ("1.5", {"CPL-1-1/2", "CPL-150", "B-2", "B-10"}, "a decimal finds fractions"),
        ("1-1/2", {"CPL-1-1/2", "CPL-150", "B-2", "B-10"}, "a fraction finds decimals"),
        ("1 1/2", {"CPL-1-1/2", "CPL-150", "B-2", "B-10"}, "written apart"),
        ("1½", {"CPL-1-1/2", "CPL-150", "B-2", "B-10"}, "one sign"),
        ("1 1/", {"CPL-1-1/2", "CPL-150", "B-2"}, "still typing"),
        ("1.50", {"CPL-1-1/2", "CPL-150", "B-2", "B-10"}, "zeros at the end"),
        (".5", {"ELB-90-1/2", "CPL-1-1/2", "CPL-150", "NIP-34", "B-2"}, "no zero before the point"),
        ("0.5 elbow", {"ELB-90-1/2"}, "with a zero, and another word"),
        ("1/2", {"ELB-90-1/2", "CPL-1-1/2", "CPL-150", "NIP-34", "B-2"}, "a fraction alone"),
        ("90 1/2", {"ELB-90-1/2"}, "an angle and a size"),
        ("0.75", {"NIP-34"}, "three quarters"),
        ("3/4x1/2", {"NIP-34"}, "by"),
        ("3/4 x", {"NIP-34"}, "by, still typing"),
        ("lead-fr", {"NIP-34"}, "inside HTML"),
        ("nbsp", set(), "markup is no word"),
        ("fw-77.20/b", {"B-2"}, "a vendor's part"),
        ("x9", {"B-2"}, "another vendor's part"),
        ("cafe creme", {"CAFÉ"}, "without accents"),
        ("café", {"CAFÉ"}, "with accents"),
        ("heater", set(), "the other tree"),
        ("zzz", set(), "nothing"),
        ('"elbow OR* (', set(), "signs of the query language are plain text"),
        ("-", {row["fields"]["code"] for row in ROWS[:8]}, "nothing to look up: no restriction"),
    ],
)  # fmt: skip
def test_search(desk: Desk, search: str, expected: set[str], because: str) -> None:
    assert set(desk.find(search)) == expected, because


def test_relevance(desk: Desk) -> None:
    assert desk.find("elb") == ["elb", "ELB-90-1/2"], "the very code first"
    assert desk.find("b") == ["B-10", "B-2", "CPL-150", "NIP-34"], (
        "codes that begin so, then the words, by code"
    )
    assert desk.find("cpl-1") == ["CPL-1-1/2", "CPL-150"]
    numbers = desk.open.queries.find(SkuQuery(search="b"), limit=3)
    assert [row.code for row in desk.open.queries.rows(numbers)] == ["B-10", "B-2", "CPL-150"]


def test_services_tree(desk: Desk) -> None:
    assert desk.find("heater", tree=Tree.SERVICES) == ["EQ-1", "SV-1"]
    assert desk.find("rheem xg40", tree=Tree.SERVICES) == ["EQ-1"]
    assert desk.find(tree=Tree.SERVICES) == ["EQ-1", "FEE", "SV-1"]


@pytest.mark.parametrize(
    ("order_by", "descending", "expected"),
    [
        ("", False, ["B-2", "B-10", "CAFÉ", "CPL-1-1/2", "CPL-150", "elb", "ELB-90-1/2", "NIP-34"]),
        ("code", True, ["NIP-34", "ELB-90-1/2", "elb", "CPL-150", "CPL-1-1/2", "CAFÉ", "B-10", "B-2"]),
        ("price", False, ["B-2", "elb", "ELB-90-1/2", "NIP-34", "CAFÉ", "CPL-1-1/2", "B-10", "CPL-150"]),
        ("price", True, ["B-10", "CPL-1-1/2", "CAFÉ", "NIP-34", "elb", "ELB-90-1/2", "B-2", "CPL-150"]),
        ("name", False, ["B-2", "B-10", "CAFÉ", "ELB-90-1/2", "CPL-150", "CPL-1-1/2", "elb", "NIP-34"]),
        ("unit", False, ["B-2", "B-10", "CAFÉ", "CPL-1-1/2", "CPL-150", "elb", "ELB-90-1/2", "NIP-34"]),
        ("vendor_part", True, ["B-2", "B-10", "CAFÉ", "CPL-1-1/2", "CPL-150", "elb", "ELB-90-1/2", "NIP-34"]),
        ("hours", False, ["NIP-34", "B-2", "B-10", "CAFÉ", "CPL-1-1/2", "CPL-150", "elb", "ELB-90-1/2"]),
        ("active", False, ["CPL-1-1/2", "B-2", "B-10", "CAFÉ", "CPL-150", "elb", "ELB-90-1/2", "NIP-34"]),
    ],
)
def test_sorting(desk: Desk, order_by: str, descending: bool, expected: list[str]) -> None:
    assert desk.find(order=(SortBy(order_by, descending),) if order_by else ()) == expected


def test_every_column_sorts(desk: Desk) -> None:
    row = desk.open.queries.rows_of([key_of(ROWS[0])])[0]
    for column in [*row.__slots__, "margin"]:
        if column not in ("key", "more"):
            assert len(desk.find(order=(SortBy(column),))) == 8
            assert desk.find("elbow", order=(SortBy(column, True),))


def test_filters(desk: Desk) -> None:
    fittings, copper, brass = (key_of(one) for one in TREE[:3])
    assert desk.find(categories=frozenset([fittings])) == ["CPL-1-1/2", "CPL-150", "ELB-90-1/2"]
    assert desk.find(categories=frozenset([copper])) == ["CPL-150", "ELB-90-1/2"]
    assert desk.find(categories=frozenset([copper, brass]), include_inactive=False) == [
        "CPL-150",
        "ELB-90-1/2",
    ]
    assert desk.find("elbow", categories=frozenset([brass])) == []
    assert desk.find("cpl", categories=frozenset([copper]), order=(SortBy("price"),)) == ["CPL-150"]
    assert desk.find(flags=frozenset([SkuFlag.UNCATEGORISED])) == ["B-2", "B-10", "CAFÉ", "elb", "NIP-34"]
    assert desk.find(flags=frozenset([SkuFlag.CHANGED])) == []


def test_rows_carry_exact_values(desk: Desk) -> None:
    queries = desk.open.queries
    row = queries.rows_of([key_of(ROWS[0])])[0]
    assert (row.price, row.cost, row.kind) == (Decimal("3.10"), Decimal(1), EntityKind.MATERIAL)
    assert row.margin == (Decimal("3.1") - 1) / Decimal("3.1")
    vendor = queries.rows_of([key_of(ROWS[3])])[0]
    assert (vendor.vendor_part, vendor.unit, vendor.taxable) == ("FW-77.20/B", "Each", None)
    assert queries.rows([row.number, 123456, vendor.number, row.number]) == [row, vendor, row]
    assert queries.rows([]) == []


def test_counts(desk: Desk) -> None:
    named = {node.name: node for tree in Tree for node in desk.open.queries.categories(tree)}
    assert {name: node.sku_count for name, node in named.items()} == {
        "Fittings": 3, "Copper": 2, "Brass": 2, "Heating": 3, "Heaters": 2,
    }  # fmt: skip
    assert [node.name for node in desk.open.queries.categories(Tree.MATERIALS)] == [
        "Fittings",
        "Copper",
        "Brass",
    ]
    assert named["Copper"].parent_key == named["Fittings"].key
    counts = desk.open.queries.counts()
    assert counts.skus[EntityKind.MATERIAL] == 8
    assert counts.categories == 5
    assert counts.uncategorised == {Tree.MATERIALS: 5, Tree.SERVICES: 0}
    detail = desk.detail(key_of(ROWS[2]))
    assert [ref.path for ref in detail.categories] == [("Fittings", "Brass"), ("Fittings", "Copper")]


@pytest.mark.parametrize(
    ("word", "number"),
    [("1-1/2", "=1.5"), ("1/2", "=0.5"), (".5", "=0.5"), ("0.50", "=0.5"), ("2.0", "2"), ("1/3", "=0.3333333"),
     ("110/220", None), ("4/2", None), ("1/0", None), ("24", None), ("pvc-1/2", None), ("1/256", None)],
)  # fmt: skip
def test_numbers_in_words(word: str, number: str | None) -> None:
    assert number_word(word) == number


def test_natural_order() -> None:
    codes = ["a", "A-1", "a-2", "a-010", "A-10b", "b1", "b02", "b2"]
    assert sorted([*codes[4:], *codes[:4]], key=natural_order)[:6] == codes[:6]
    assert natural_order("B02") == natural_order("b2")


@given(st.text(max_size=40))
def test_no_text_breaks_a_search(desk: Desk, text: str) -> None:
    everything = desk.open.queries.find(SkuQuery())
    assert set(desk.open.queries.find(SkuQuery(search=text))) <= set(everything)


@given(st.from_regex(r"[A-Za-z]{1,4}([ -][0-9]{1,2}(/[0-9]{1,2})?){0,2}", fullmatch=True), st.integers(1, 12))
def test_what_is_typed_of_a_text_finds_it(text: str, length: int) -> None:
    words = index_words([text]).split()
    for part in match_expression(text[:length].rstrip("/-")).split(" AND "):
        alternatives = [one.strip("() ") for one in part.split(" OR ")]
        assert any(
            any(word.startswith(one[1:-3]) for word in words)
            if one.endswith("*")
            else one.strip('"') in words
            for one in alternatives
        ), (text, words, part)


@pytest.mark.parametrize(
    ("search", "begun", "whole"),
    [
        ("b 1", {"B-10"}, set()),
        ("15", {"CPL-150"}, set()),
        ("elb 9", {"ELB-90-1/2"}, set()),
        ("elb 90", {"ELB-90-1/2"}, {"ELB-90-1/2"}),
        ("coup 1 1/2", {"CPL-1-1/2", "CPL-150"}, {"CPL-1-1/2", "CPL-150"}),
        ("bush 1.5", {"B-2", "B-10"}, {"B-2", "B-10"}),
    ],
)
def test_numbers_can_be_asked_for_as_a_whole(
    desk: Desk, search: str, begun: set[str], whole: set[str]
) -> None:
    """Words are still found by how they begin."""

    def found(*, whole_numbers: bool) -> set[str]:
        query = SkuQuery(search=search, whole_numbers=whole_numbers)
        return {row.code for row in desk.open.queries.rows(desk.open.queries.find(query, limit=50))}

    assert begun <= found(whole_numbers=False)
    assert found(whole_numbers=True) & begun == whole
