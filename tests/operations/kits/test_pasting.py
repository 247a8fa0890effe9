"""Lines pasted from spreadsheets: columns known by heading or content; what is not found waits, nothing is dropped."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import Cancelled, InvalidValue
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.kit import Kit, Quantity
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.pasted_block import read_block
from lazi_desktop.operations.kits.pasting import Matched, kits_to_paste, match_pasted
from tests.fakes.queries import FakeQueries
from tests.fakes.ui_fakes import FakeBook

PIPE, ELBOW, GLUE = 'PVC pipe 1-1/2" x 10 ft', '90° elbow 1-1/2"', "PVC glue, pint"


class Desk:
    def __init__(self) -> None:
        self.book = FakeBook(0, 0, 0, 0)
        self.queries = FakeQueries(self.book)
        self.kits: dict[str, list[KitId]] = {}
        self.codes: dict[EntityKey, str] = {}

    def has(self, code: str, name: str, kind: EntityKind = EntityKind.MATERIAL, **more: Any) -> EntityKey:
        key = self.book.add(kind, code=code, display_name=name, **{"active": True, **more})
        self.book.hangs_in[key] = []
        self.codes[key] = code
        return key

    def paste(self, text: str) -> Matched:
        return match_pasted(self.queries, read_block(text), self.kits)

    def lines(self, text: str) -> list[tuple[Any, ...]]:
        found = self.paste(text)
        assert found.unmatched == []
        return [
            (self.codes[line.sku] if line.sku else "kit", line.quantity, line.unit, line.note)
            for line in found.lines
        ]


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.has("PI-15", PIPE)
    desk.has("EL-15", ELBOW)
    desk.has("GL-1", GLUE)
    return desk


def test_columns_are_known_by_their_headings(desk: Desk) -> None:
    text = "Note\tQTY\tUOM\tPart #\nfor suction\t6\tstick\tPI-15\n\t8\tEA\tel-15\n"
    assert desk.lines(text) == [("PI-15", 6, "stick", "for suction"), ("EL-15", 8, "EA", "")]


def test_columns_are_known_by_what_is_in_them(desk: Desk) -> None:
    text = "PI-15\tsix sticks of it\t6\tstick\t7.42\nEL-15\telbows\t8\tea\t2.14\n"
    assert desk.lines(text) == [
        ("PI-15", 6, "stick", "six sticks of it"),
        ("EL-15", 8, "ea", "elbows"),
    ]


def test_names_do_where_there_are_no_codes(desk: Desk) -> None:
    text = f"{PIPE}\t6\n{ELBOW.upper()}\t8\n"
    assert [(code, quantity) for code, quantity, _, _ in desk.lines(text)] == [("PI-15", 6), ("EL-15", 8)]


def test_a_name_helps_where_the_code_is_unknown(desk: Desk) -> None:
    text = f"Code\tDescription\tQty\nOLD-7\t{GLUE}\t0.25\n"
    assert desk.lines(text) == [("GL-1", Decimal("0.25"), "", "")]


@pytest.mark.parametrize(
    "typed, quantity, unit",
    [
        ("1/2", Decimal("0.5"), ""),
        ("1 1/2", Decimal("1.5"), ""),
        ("½", Decimal("0.5"), ""),
        ("1,5", Decimal("1.5"), ""),
        ("20 ft", Decimal(20), "ft"),
        ("2 EA", Decimal(2), "EA"),
        ("=[run_ft]*2", "=[run_ft]*2", ""),
        ("", Decimal(1), ""),
    ],
)
def test_quantities_are_read_as_people_write_them(
    desk: Desk, typed: str, quantity: Quantity, unit: str
) -> None:
    assert desk.lines(f"Code\tQty\nPI-15\t{typed}\n") == [("PI-15", quantity, unit, "")]


def test_a_list_without_columns(desk: Desk) -> None:
    assert desk.lines("6 x PI-15\n8 × EL-15\nGL-1\n") == [
        ("PI-15", 6, "", ""),
        ("EL-15", 8, "", ""),
        ("GL-1", 1, "", ""),
    ]


def test_what_is_not_found_waits_with_what_it_may_mean(desk: Desk) -> None:
    found = desk.paste("Item\tQty\tNote\nPVC\t3\tany\nPI-15\t2\nMystery\t1\n\t4\n")
    assert [(desk.codes[line.sku], line.quantity) for line in found.lines if line.sku] == [
        ("PI-15", Decimal(2))
    ]
    assert [(one.row, one.text, one.quantity, one.note) for one in found.unmatched] == [
        (2, "PVC", Decimal(3), "any"),
        (4, "Mystery", Decimal(1), ""),
        (5, "", Decimal(4), ""),
    ]
    assert {row.code for row in found.unmatched[0].suggested} == {"PI-15", "GL-1"}
    assert [one.why for one in found.unmatched[1:]] == [
        "Nothing has this code or name.",
        "There is no code or name in this row.",
    ]


def test_a_quantity_that_cannot_be_read_waits_too(desk: Desk) -> None:
    found = desk.paste("Code\tQty\nPI-15\tsome\nEL-15\t2\n")
    assert len(found.lines) == 1
    assert "not a quantity" in found.unmatched[0].why


def test_of_several_the_active_material_is_meant(desk: Desk) -> None:
    desk.has("PI-15", "An older pipe", active=False)
    desk.has("EL-15", "Elbow, labour", EntityKind.SERVICE)
    assert [code for code, *_ in desk.lines("PI-15\nEL-15\n")] == ["PI-15", "EL-15"]
    desk.has("GL-1", "Another glue")
    (waiting,) = desk.paste("GL-1\n").unmatched
    assert waiting.why == "2 entries have this code."
    assert len(waiting.suggested) == 2


def test_kits_are_found_by_their_names_and_fees_are_not_for_kits(desk: Desk) -> None:
    desk.kits["union set"] = [KitId(uuid4())]
    desk.has("FEE-1", "Trip fee", EntityKind.DISCOUNT_FEE)
    found = desk.paste("Union Set\t2\nFEE-1\t1\n")
    assert [(line.includes, line.quantity) for line in found.lines] == [
        (desk.kits["union set"][0], Decimal(2))
    ]
    assert [one.text for one in found.unmatched] == ["FEE-1"]


def test_empty_rows_and_an_empty_clipboard_are_nothing(desk: Desk) -> None:
    assert desk.paste("").lines == desk.paste("\t\n\t\t\n").lines == []
    assert desk.lines("\nPI-15\t2\n\n\t\n") == [("PI-15", 2, "", "")]


def test_too_many_rows_are_refused_and_a_long_search_can_be_cancelled(desk: Desk) -> None:
    with pytest.raises(InvalidValue, match="6,000 rows"):
        desk.paste("PI-15\n" * 6_000)

    def cancelled(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        match_pasted(desk.queries, read_block("PI-15\n"), {}, step=cancelled)


def test_which_of_two_kits_of_one_name_is_for_a_person_to_say(desk: Desk) -> None:
    first, second, old, built = (KitId(uuid4()) for _ in range(4))
    kits = {
        first: Kit(key=first, name="Union set"),
        second: Kit(key=second, name="union SET"),
        old: Kit(key=old, name="Pump pad", archived=True),
        built: Kit(key=built, name="Built"),
    }
    desk.kits = {name: list(keys) for name, keys in kits_to_paste(kits, besides=built).items()}
    assert set(desk.kits) == {"union set"}
    found = desk.paste("Union set\t2\n")
    assert not found.lines
    assert [row.why for row in found.unmatched] == ["2 kits have this name."]
