"""What is wrong or odd about an entity's values, beyond what one value tells by itself (`typed_text`).

Pure: whoever asks brings what else is known of the pricebook. An error stops what is typed from being recorded; a
warning only says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree, tree_of
from lazi_desktop.domain.links import LINKED
from lazi_desktop.domain.values import Fields, Value

Reference = int | str
"""How a value names another entity: ServiceTitan's number, or our key as text while it has none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` is a sentence for the person, shown beside the field."""

    field: str
    text: str
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Named:
    """An entity that is known by a code or a reference."""

    key: EntityKey
    kind: EntityKind
    code: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A category: in which tree, and whether it is in use."""

    tree: Tree
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around an entity. None where nothing was looked up: then nothing is said about it.

    `codes` holds, by code in lower case, every SKU that has it; `places` every category by reference; `linked`, by
    field and reference, the SKUs that links name. Without a `margin_floor` nothing is known of costs.
    """

    codes: Mapping[str, Sequence[Named]] | None = None
    places: Mapping[Reference, Place] | None = None
    linked: Mapping[tuple[str, Reference], Named] | None = None
    margin_floor: Decimal | None = None


NOTHING_KNOWN = Surroundings()


@dataclass(frozen=True, slots=True)
class PriceDoubt:
    """`is_loss`: the price does not even cover the cost; else it is below the margin floor."""

    text: str
    is_loss: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    kind: EntityKind
    values: Fields
    before: Fields
    around: Surroundings
    key: EntityKey | None


def check_entity(
    kind: EntityKind,
    values: Fields,
    around: Surroundings = NOTHING_KNOWN,
    *,
    key: EntityKey | None = None,
    before: Fields | None = None,
) -> list[Finding]:
    """All findings about these values; `key` is the entity's own, `before` what is recorded of it.

    What was linked before and is inactive or gone by now is only told, so that the rest can still be changed.
    """
    asked = _Asked(kind, values, before or {}, around, key)
    checks = (_code, _name, _categories, _links, _budget, _prices, _chemical, _amount)
    return [one for check in checks for one in check(asked) if one.field in FIELDS[kind]]


def check_prices_of_several(
    prices: Iterable[tuple[Value, Value]], floor: Decimal | None = None
) -> list[Finding]:
    """Warnings about (cost, price) of many entities, told as one."""
    total = below_cost = below_floor = 0
    for cost, price in prices:
        total += 1
        is_loss = _is_loss(cost, price, floor)
        below_cost += is_loss is True
        below_floor += is_loss is False
    texts = []
    if below_cost:
        texts.append(f"Below the cost in {below_cost:,} of {total:,}.")
    if below_floor and floor is not None:
        share = f"{(floor * 100).normalize():f} %"
        texts.append(f"Below the margin floor of {share} in {below_floor:,} of {total:,}.")
    return [Finding("price", text, is_error=False) for text in texts]


def doubt_about_price(cost: Value, price: Value, floor: Decimal | None) -> PriceDoubt | None:
    """None where nothing is wrong, or where one of the two is not known."""
    is_loss = _is_loss(cost, price, floor)
    if is_loss is None:
        return None
    if is_loss or floor is None:
        return PriceDoubt(f"Below the cost of {Decimal(cost):,.2f}.", True)
    margin = (Decimal(price) - cost) / price * 100
    return PriceDoubt(f"Margin {margin:.1f} % is below the floor of {(floor * 100).normalize():f} %.", False)


def taken_code(code: Value, around: Surroundings, *, key: EntityKey | None) -> str:
    """Who else has the code, "" where nobody."""
    others = [one for one in (around.codes or {}).get(code_key(code), ()) if one.key != key]
    if not others:
        return ""
    other = others[0]
    what = _KIND_WORDS[other.kind] if other.active else f"inactive {_KIND_WORDS[other.kind]}"
    called = f" “{other.name}”" if other.name else ""
    return f"The {what}{called} has this code already."


def inactive_places(categories: Value, around: Surroundings) -> list[str]:
    """Names of those that are known and inactive."""
    known = around.places or {}
    found = (known.get(reference) for reference in categories or ())
    return [place.name for place in found if place is not None and not place.active]


def code_key(code: Value) -> str:
    """Codes that differ in case or in spaces around them are one."""
    return str(code or "").strip().casefold()


def _code(asked: _Asked) -> list[Finding]:
    if not asked.kind.is_sku:
        return []
    code = asked.values.get("code")
    if not code_key(code):
        return [Finding("code", "Code cannot be empty.")]
    taken = taken_code(code, asked.around, key=asked.key)
    return [Finding("code", taken)] if taken else []


def _name(asked: _Asked) -> list[Finding]:
    if asked.kind.is_sku or str(asked.values.get("name") or "").strip():
        return []
    return [Finding("name", "Name cannot be empty.")]


def _categories(asked: _Asked) -> list[Finding]:
    if not asked.kind.is_sku or asked.around.places is None:
        return []
    tree, findings = tree_of(asked.kind), []
    hung = asked.before.get("categories") or ()
    for reference in asked.values.get("categories") or ():
        place = asked.around.places.get(reference)
        if place is None:
            text = f"There is no category {_named(reference)} any more."
            findings.append(Finding("categories", text, is_error=reference not in hung))
        elif place.tree is not tree:
            text = f"“{place.name}” is a category of {place.tree.value.lower()}."
            findings.append(Finding("categories", text, is_error=reference not in hung))
        elif not place.active:
            findings.append(Finding("categories", f"“{place.name}” is inactive.", is_error=False))
    return findings


LINKS = frozenset(name for _, name in LINKED)
"""Fields that link SKUs."""


def linked_in(name: str, values: Fields) -> list[Reference]:
    """What a field of `LINKS` names."""
    return [_reference(entry) for entry in values.get(name) or ()]


def _links(asked: _Asked) -> list[Finding]:
    findings = []
    for name in sorted(LINKS):
        linked = {_reference(entry) for entry in asked.before.get(name) or ()}
        for entry in asked.values.get(name) or ():
            findings += [
                Finding(name, text, is_error=is_error)
                for text, is_error in _link(asked, name, entry, is_new=_reference(entry) not in linked)
            ]
    return list(dict.fromkeys(findings))


def _link(asked: _Asked, name: str, entry: Value, *, is_new: bool) -> Iterator[tuple[str, bool]]:
    if isinstance(entry, Mapping) and "quantity" in entry and not _is_more_than_nothing(entry["quantity"]):
        yield "The quantity must be more than nothing.", True
    if asked.around.linked is None:
        return
    reference = _reference(entry)
    other = asked.around.linked.get((name, reference))
    if other is None:
        yield f"There is no SKU {_named(reference)} any more.", False
    elif other.key == asked.key:
        yield f"{other.code} cannot be linked to itself.", True
    elif not other.active:
        yield f"{other.code} is inactive.", is_new


def _budget(asked: _Asked) -> list[Finding]:
    code, what = asked.values.get("budget_cost_code"), asked.values.get("budget_cost_type")
    if bool(code) == bool(what):
        return []
    missing = "budget_cost_code" if what else "budget_cost_type"
    text = "Give it too: ServiceTitan takes budget cost code and type only together."
    return [Finding(missing, text, is_error=False)]


def _prices(asked: _Asked) -> list[Finding]:
    doubt = doubt_about_price(asked.values.get("cost"), asked.values.get("price"), asked.around.margin_floor)
    return [Finding("price", doubt.text, is_error=False)] if doubt is not None else []


def _is_loss(cost: Value, price: Value, floor: Decimal | None) -> bool | None:
    """False: only below the floor. None: nothing to say; ServiceTitan writes 0 for a cost that nobody entered."""
    if cost is None or not price:
        return None
    if price < cost:
        return True
    return False if floor is not None and cost > 0 and price - cost < floor * price else None


def _chemical(asked: _Asked) -> list[Finding]:
    if asked.values.get("is_chemical"):
        return []
    text = "Only for chemicals: tick “Chemical” first."
    return [Finding(name, text) for name in ("epa_number", "active_ingredients") if asked.values.get(name)]


def _amount(asked: _Asked) -> list[Finding]:
    amount = asked.values.get("amount")
    if amount is None or asked.kind is not EntityKind.DISCOUNT_FEE:
        return []
    if Decimal(amount) < 0:
        return [Finding("amount", "Type it without a minus: discounts and fees are both positive.")]
    if asked.values.get("amount_type") == "Percentage" and Decimal(amount) > 1:
        text = f"This is {Decimal(amount) * 100:f} %: a percentage is a share, 0.1 for 10 %."
        return [Finding("amount", text, is_error=False)]
    return []


_KIND_WORDS = {
    EntityKind.CATEGORY: "category",
    EntityKind.MATERIAL: "material",
    EntityKind.SERVICE: "service",
    EntityKind.EQUIPMENT: "equipment",
    EntityKind.DISCOUNT_FEE: "discount or fee",
}


def _reference(entry: Value) -> Reference:
    reference: Reference = entry["skuId"] if isinstance(entry, Mapping) else entry
    return reference


def _named(reference: Value) -> str:
    return str(reference) if isinstance(reference, int) else "of that key"


def _is_more_than_nothing(quantity: Value) -> bool:
    return isinstance(quantity, int | Decimal) and not isinstance(quantity, bool) and quantity > 0
