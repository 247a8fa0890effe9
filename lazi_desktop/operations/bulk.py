"""Many cells at once: what is to change, what is the same already, and what cannot be, with the reason. Plans only.

Nothing is lost: of every cell that a person meant, the plan says what becomes of it.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.listed_fields import NO_NAMES, ListedNames
from lazi_desktop.domain.markup_text import has_markup
from lazi_desktop.domain.pasted_cell import read_pasted
from lazi_desktop.domain.plain_form import TYPED, plain_form
from lazi_desktop.domain.rows_of_lists import ROWS_OF_OURS, without_ids
from lazi_desktop.domain.typed_text import check_value, read_typed
from lazi_desktop.domain.values import Value, same
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.workspace import Step

SHOWN_AS = {
    "code": "code",
    "display_name": "name",
    "cost": "cost",
    "price": "price",
    "member_price": "member_price",
    "add_on_price": "add_on_price",
    "unit_of_measure": "unit",
    "hours": "hours",
    "taxable": "taxable",
    "active": "active",
}
"""Fields that are attributes of a SkuRow; the values of all others are among what `SkuRow.more` was asked for."""

Change = Callable[[Field, Value], Value]
"""From what stands in a cell to what shall. Raises InvalidValue."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that stays as it is. `text` is what it was meant to hold, `place` where that stood in what was pasted."""

    code: str
    title: str
    text: str
    reason: str
    place: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell as it is and as it will be."""

    row: SkuRow
    field: Field
    edit: FieldEdit


@dataclass(slots=True)
class BulkPlan:
    changed: list[Changed] = field(default_factory=list)
    same: int = 0
    refused: list[Refused] = field(default_factory=list)

    @property
    def edits(self) -> list[FieldEdit]:
        return [one.edit for one in self.changed]

    def put(
        self, row: SkuRow, name: str, change: Change, *, text: str = "", at: tuple[int, int] = (0, 0)
    ) -> None:
        """Tries a change on one cell."""
        one = FIELDS[row.kind].get(name)
        if one is None:
            self.refuse(row.code, name, text, f"{_KINDS[row.kind]} have no such field.", at)
            return
        seen = value_of(row, one)
        try:
            value = change(one, seen)
        except InvalidValue as problem:
            self.refuse(row.code, one.title, text, problem.detail, at)
            return
        if value is seen or same(value, seen):
            self.same += 1
        else:
            self.changed.append(Changed(row, one, FieldEdit(row.key, name, value, seen)))

    def refuse(self, code: str, title: str, text: str, reason: str, at: tuple[int, int] = (0, 0)) -> None:
        self.refused.append(Refused(code, title, text, reason, at))


_KINDS = {
    EntityKind.CATEGORY: "Categories",
    EntityKind.MATERIAL: "Materials",
    EntityKind.SERVICE: "Services",
    EntityKind.EQUIPMENT: "Equipment",
    EntityKind.DISCOUNT_FEE: "Discounts and fees",
}


def fields_to_ask(names: Iterable[str]) -> tuple[str, ...]:
    """Those whose values a row does not bring by itself."""
    return tuple(dict.fromkeys(name for name in names if name not in SHOWN_AS))


def value_of(row: SkuRow, one: Field) -> Value:
    """What the cell shows, as a canonical value."""
    attribute = SHOWN_AS.get(one.name)
    return row.more.get(one.name) if attribute is None else one.canonical(getattr(row, attribute))


# ------------------------------------------------------------------------------------------------------------- changes


def pasting(text: str, decimals: str = "", names: ListedNames = NO_NAMES) -> Change:
    return lambda one, seen: read_pasted(one, text, seen=seen, decimals=decimals, names=names)


def typing(text: str) -> Change:
    return lambda one, seen: read_typed(one, text)


def copying(source: Field, value: Value) -> Change:
    """The value of another cell; where the fields are of different types, what it says."""

    def change(one: Field, seen: Value) -> Value:
        if source.name == one.name or (source.type is one.type and one.type in TYPED):
            if same(value, seen):
                return seen
            return check_value(one, without_ids(value) if one.type in ROWS_OF_OURS else value)
        if source.type not in TYPED:
            raise InvalidValue(f"{source.title} cannot be put into {one.title.lower()}.")
        return read_typed(one, plain_form(source, value))

    return change


def clearing() -> Change:
    def change(one: Field, seen: Value) -> Value:
        if one.type in (FieldType.IDS, FieldType.ENTRIES, FieldType.STRUCTURE):
            raise InvalidValue(f"{one.title} cannot be emptied here.")
        if seen in (None, ""):
            return seen
        if one.type is FieldType.FLAG:
            raise InvalidValue(f"{one.title} is yes or no and cannot be empty.")
        return read_typed(one, "")

    return change


def rewriting(rewrite: Callable[[Field, str], str]) -> Change:
    """By the plain form: `rewrite` returns the same text where there is nothing to do."""

    def change(one: Field, seen: Value) -> Value:
        if one.type not in TYPED:
            raise InvalidValue(f"{one.title} is not a text.")
        before = plain_form(one, seen)
        after = rewrite(one, before)
        return seen if after == before else read_typed(one, after)

    return change


def appending(text: str) -> Change:
    return rewriting(lambda one, before: _joined(one, before, _written(one, before, text)))


def prepending(text: str) -> Change:
    return rewriting(lambda one, before: _joined(one, _written(one, before, text), before))


def _written(one: Field, before: str, text: str) -> str:
    """Typed letters are letters, also in a description with formatting."""
    is_formatted = one.type is FieldType.HTML and has_markup(before)
    return html.escape(text, quote=False) if is_formatted else text


def _joined(one: Field, first: str, second: str) -> str:
    if one.type not in (FieldType.TEXT, FieldType.HTML, FieldType.NOTE, FieldType.TAGS):
        raise InvalidValue(f"{one.title} is not a text.")
    return f"{first}, {second}" if one.type is FieldType.TAGS and first and second else first + second


# ---------------------------------------------------------------------------------------------------------------- plans


def plan_changes(
    rows: Sequence[SkuRow], names: Sequence[str], change: Change, *, text: str = "", step: Step | None = None
) -> BulkPlan:
    """The same change in these fields of all rows."""
    plan = BulkPlan()
    for done, row in enumerate(rows):
        if step is not None and not done % 500:
            step(done, len(rows))
        for name in names:
            plan.put(row, name, change, text=text)
    return plan


def permitted(plan: BulkPlan, why_not: Callable[[EntityKind, str], str]) -> BulkPlan:
    """The plan without changes that this person may not make; `why_not` has the sentence for a field, "" where they
    may."""
    kept = []
    refused = list(plan.refused)
    for one in plan.changed:
        reason = why_not(one.row.kind, one.field.name)
        if reason:
            text = plain_form(one.field, one.edit.value) if one.field.type in TYPED else ""
            refused.append(Refused(one.row.code, one.field.title, text, reason))
        else:
            kept.append(one)
    return replace(plan, changed=kept, refused=refused)


def without(plan: BulkPlan, unticked: Iterable[int]) -> BulkPlan:
    """The plan without those of its changes that a person did not want, by their places."""
    left = set(unticked)
    return replace(plan, changed=[one for place, one in enumerate(plan.changed) if place not in left])
