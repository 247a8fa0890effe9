"""The editor has a control for every member of ServiceTitan's requests and answers, by its own document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui.editors.entity_form import EntityForm
from lazi_desktop.ui.editors.layouts import not_here
from tests.ui.pricebook.conftest import Hand

SCHEMAS = {
    EntityKind.CATEGORY: "Category",
    EntityKind.MATERIAL: "Material",
    EntityKind.SERVICE: "Service",
    EntityKind.EQUIPMENT: "Equipment",
    EntityKind.DISCOUNT_FEE: "DiscountAndFees",
}
SHOWN_BY_THE_FRAME = {"id", "subcategories"}
"""The head shows the number, the tree what hangs below a category."""


@pytest.fixture(scope="module")
def schemas(shared: Path) -> dict[str, Any]:
    path = shared / "servicetitan" / "openapi" / "pricebook-v2.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["components"]["schemas"]
    return found


@pytest.fixture
def form_of(hand: Hand):
    codes = {EntityKind.MATERIAL: "UN-1014", EntityKind.SERVICE: "SV-1000", EntityKind.EQUIPMENT: "EQ-1000",
             EntityKind.DISCOUNT_FEE: "DF-1000"}  # fmt: skip

    def make(kind: EntityKind) -> EntityForm:
        key = hand.book.key(codes[kind]) if kind in codes else hand.category("Chemicals")
        hand.page.editors.open(key)
        hand.qtbot.waitUntil(lambda: hand.page.editors.form is not None)
        hand.settle()
        form = hand.page.editors.form
        assert form is not None
        return form

    return make


def members(schemas: dict[str, Any], name: str) -> set[str]:
    return set(schemas[f"Pricebook.V2.{name}"]["properties"])


@pytest.mark.parametrize("kind", list(EntityKind))
def test_every_member_of_the_requests_has_a_control_or_a_reason(schemas, form_of, kind: EntityKind) -> None:
    form = form_of(kind)
    there = {FIELDS[kind][name].wire_name for name in form.editors}
    wanted = members(schemas, f"{SCHEMAS[kind]}CreateRequest") | members(
        schemas, f"{SCHEMAS[kind]}UpdateRequest"
    )
    assert wanted - there == set(not_here([kind])), "a member with neither a control nor a reason"


@pytest.mark.parametrize("kind", list(EntityKind))
def test_every_member_of_the_answer_is_shown(schemas, form_of, kind: EntityKind) -> None:
    there = {FIELDS[kind][name].wire_name for name in form_of(kind).editors}
    answer = "ServiceGet" if kind is EntityKind.SERVICE else SCHEMAS[kind]
    missing = members(schemas, f"{answer}Response") - there - SHOWN_BY_THE_FRAME
    assert missing <= {"externalData"}


@pytest.mark.parametrize("kind", list(EntityKind))
def test_every_field_stands_once_and_what_can_be_written_can_be_edited(form_of, kind: EntityKind) -> None:
    form = form_of(kind)
    assert set(form.editors) == set(FIELDS[kind])
    fixed = {
        name
        for name, editor in form.editors.items()
        if FIELDS[kind][name].writable and not editor.control.can_edit
    }
    assert not fixed
    for name, editor in form.editors.items():
        assert editor.control.widget.accessibleName(), name
        if not FIELDS[kind][name].writable:
            assert "comes from ServiceTitan" in editor.control.widget.toolTip(), name
