"""What tells costs: fields, columns, members of values, lists. One place decides it for all that is shown.

A figure tells costs when it is one, or when one can be told from it and the price: margins, what is linked, markups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lazi_desktop.domain.column_values import LINKED_COLUMNS
from lazi_desktop.domain.values import Fields, Value, same

COST_FIELDS = frozenset(("cost",))
"""Nothing but a cost."""
COST_COLUMNS = frozenset((*COST_FIELDS, "margin", *LINKED_COLUMNS))
COST_LISTS = frozenset(("markup", "materialsmarkup", "materials_markup"))
"""Reference lists by which costs follow from prices."""
MASK = "•••"
"""Instead of a cost in what tells who changed what, and when."""
_WITH_COSTS = frozenset(("primary_vendor", "other_vendors"))
"""Fields whose values have costs among other things."""
_MEMBERS = frozenset(("cost",))


def tells_cost(column: str) -> bool:
    """Of a field, or of a column of a list."""
    return column in COST_COLUMNS


def bears_costs(field: str) -> bool:
    """Whether words about its value may name a cost."""
    return tells_cost(field) or field in _WITH_COSTS


def without_cost_columns(columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in columns if not tells_cost(one))


def value_without_costs(field: str, value: Value) -> Value:
    """None for a field that is nothing but a cost."""
    if tells_cost(field):
        return None
    return _stripped(value) if field in _WITH_COSTS else value


def fields_without_costs(values: Fields) -> dict[str, Value]:
    return {name: value_without_costs(name, value) for name, value in values.items() if not tells_cost(name)}


def only_costs_differ(field: str, *values: Value) -> bool:
    """Whether a change from one to another has nothing to tell to who does not see costs."""
    if tells_cost(field):
        return True
    if field not in _WITH_COSTS or not values or all(same(values[0], other) for other in values[1:]):
        return False
    bare = [_stripped(value) for value in values]
    return all(same(bare[0], other) for other in bare[1:])


def tells_only_costs(field: str, *values: Value) -> bool:
    """As `only_costs_differ`, also where the costs are taken out already: nothing is left to be shown."""
    if tells_cost(field):
        return True
    bare = [_stripped(value) for value in values]
    return field in _WITH_COSTS and len(bare) > 1 and all(same(bare[0], other) for other in bare[1:])


def masked(field: str, *values: Value) -> list[Value]:
    """Sides of a change, as a log shows them: that there were costs, and not which."""
    if only_costs_differ(field, *values):
        return [None if value is None else MASK for value in values]
    return [value_without_costs(field, value) for value in values]


def fields_masked(values: Fields) -> dict[str, Value]:
    return {name: masked(name, value)[0] for name, value in values.items()}


def list_tells_costs(name: str) -> bool:
    """Of a reference list of ServiceTitan's."""
    return name in COST_LISTS


def _stripped(value: Value) -> Any:
    """Also of what is in it: a vendor's sub-accounts have costs of their own."""
    match value:
        case Mapping():
            return {name: _stripped(one) for name, one in value.items() if name not in _MEMBERS}
        case list():
            return [_stripped(one) for one in value]
    return value
