"""Which rules pending changes break, set-wise: what is to be looked at before anything leaves the house.

A rule speaks of an entity only where one of its pending changes touches what the rule is about: what was so in
ServiceTitan before, and stays so, is no news of these changes. Pure; whoever asks brings the effective values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.checks import Surroundings, doubt_about_price, inactive_places, taken_code
from lazi_desktop.domain.dynamic_pricing import is_priced_dynamically
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind
from lazi_desktop.domain.values import Fields


class Rule(StrEnum):
    """The most serious first."""

    DUPLICATE_CODE = "duplicate_code"
    BELOW_COST = "below_cost"
    ZERO_PRICE = "zero_price"
    BELOW_FLOOR = "below_floor"
    MISSING_COST = "missing_cost"
    MISSING_VENDOR = "missing_vendor"
    INACTIVE_CATEGORY = "inactive_category"


class Severity(StrEnum):
    SERIOUS = "serious"  # a customer would see it, or ServiceTitan refuses it
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSpec:
    """`title` follows a number: "7 below margin floor". A change of one of `fields` can break it."""

    title: str
    severity: Severity
    fields: frozenset[str]
    kinds: frozenset[EntityKind]


_ALL = frozenset(SKU_KINDS)
_PRICED = _ALL - {EntityKind.DISCOUNT_FEE}
_STOCK = frozenset((EntityKind.MATERIAL, EntityKind.EQUIPMENT))
_ABOUT_PRICE = frozenset(("price", "cost", "primary_vendor", "active"))

RULES: Mapping[Rule, RuleSpec] = {
    Rule.DUPLICATE_CODE: RuleSpec(
        title="with a code that another has",
        severity=Severity.SERIOUS,
        fields=frozenset(("code", "active")),
        kinds=_ALL,
    ),
    Rule.BELOW_COST: RuleSpec(
        title="below cost", severity=Severity.SERIOUS, fields=_ABOUT_PRICE, kinds=_PRICED
    ),
    Rule.ZERO_PRICE: RuleSpec(
        title="without a price",
        severity=Severity.SERIOUS,
        fields=frozenset(("price", "active")),
        kinds=frozenset((EntityKind.EQUIPMENT,)),
    ),
    Rule.BELOW_FLOOR: RuleSpec(
        title="below margin floor", severity=Severity.WARNING, fields=_ABOUT_PRICE, kinds=_PRICED
    ),
    # What a service costs is ServiceTitan's to say.
    Rule.MISSING_COST: RuleSpec(
        title="without a cost", severity=Severity.WARNING, fields=_ABOUT_PRICE, kinds=_STOCK
    ),
    Rule.MISSING_VENDOR: RuleSpec(
        title="without a primary vendor",
        severity=Severity.WARNING,
        fields=frozenset(("cost", "primary_vendor", "active")),
        kinds=_STOCK,
    ),
    Rule.INACTIVE_CATEGORY: RuleSpec(
        title="in an inactive category",
        severity=Severity.WARNING,
        fields=frozenset(("categories", "active")),
        kinds=_ALL,
    ),
}

ASKED = (
    "code", "active", "price", "cost", "primary_vendor", "categories", "use_static_prices", "calculated_price",
)  # fmt: skip
"""Effective values that the rules ask for."""


@dataclass(slots=True, kw_only=True)  # not frozen: there are twenty thousand to be made at a time
class Reviewed:
    """A SKU with pending changes of the fields `changed`. `values` are effective ones, by `ASKED`."""

    key: EntityKey
    kind: EntityKind
    values: Fields
    changed: frozenset[str]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Violation:
    """`fields` are the pending ones that are to blame; `text` is a sentence for the person."""

    rule: Rule
    key: EntityKey
    fields: frozenset[str]
    text: str

    @property
    def severity(self) -> Severity:
        return RULES[self.rule].severity


def violations(skus: Iterable[Reviewed], around: Surroundings) -> list[Violation]:
    """Of all of them, in their order. Nothing is said about what `around` does not know."""
    return [one for sku in skus for one in _of_one(sku, around)]


def rules_touched(kind: EntityKind, changed: Iterable[str], *, is_new: bool = False) -> list[Rule]:
    """Which rules such changes can break at all."""
    touched = frozenset(changed)
    return [
        rule
        for rule, spec in RULES.items()
        if kind in spec.kinds and (is_new or not spec.fields.isdisjoint(touched))
    ]


def _of_one(sku: Reviewed, around: Surroundings) -> Iterator[Violation]:
    in_use = sku.values.get("active") is not False
    for rule in rules_touched(sku.kind, sku.changed, is_new=sku.is_new):
        if in_use or rule is Rule.DUPLICATE_CODE:
            text = _JUDGES[rule](sku, around)
            if text:
                yield Violation(rule, sku.key, RULES[rule].fields & sku.changed or sku.changed, text)


def _duplicate_code(sku: Reviewed, around: Surroundings) -> str:
    return taken_code(sku.values.get("code"), around, key=sku.key)


def _below_cost(sku: Reviewed, around: Surroundings) -> str:
    return _price(sku, around, is_loss=True)


def _below_floor(sku: Reviewed, around: Surroundings) -> str:
    return _price(sku, around, is_loss=False)


def _price(sku: Reviewed, around: Surroundings, *, is_loss: bool) -> str:
    if sku.kind is EntityKind.SERVICE and is_priced_dynamically(sku.values):
        return ""
    doubt = doubt_about_price(sku.values.get("cost"), sku.values.get("price"), around.margin_floor)
    return doubt.text if doubt is not None and doubt.is_loss is is_loss else ""


def _zero_price(sku: Reviewed, _: Surroundings) -> str:
    return "" if _is_more_than_nothing(sku.values.get("price")) else "It is sold and has no price."


def _missing_cost(sku: Reviewed, around: Surroundings) -> str:
    if around.margin_floor is None or _is_more_than_nothing(sku.values.get("cost")):
        return ""
    return "Without a cost nobody knows its margin."


def _missing_vendor(sku: Reviewed, _: Surroundings) -> str:
    return "" if sku.values.get("primary_vendor") else "It has no primary vendor."


def _inactive_category(sku: Reviewed, around: Surroundings) -> str:
    names = inactive_places(sku.values.get("categories"), around)
    listed = ", ".join(f"“{name}”" for name in names)
    return f"It hangs in {listed}, which nobody sees." if names else ""


def _is_more_than_nothing(amount: object) -> bool:
    return isinstance(amount, int | Decimal) and amount > 0


_JUDGES: Mapping[Rule, Callable[[Reviewed, Surroundings], str]] = {
    Rule.DUPLICATE_CODE: _duplicate_code,
    Rule.BELOW_COST: _below_cost,
    Rule.ZERO_PRICE: _zero_price,
    Rule.BELOW_FLOOR: _below_floor,
    Rule.MISSING_COST: _missing_cost,
    Rule.MISSING_VENDOR: _missing_vendor,
    Rule.INACTIVE_CATEGORY: _inactive_category,
}
