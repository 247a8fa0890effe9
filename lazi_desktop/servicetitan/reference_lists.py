"""Lists that a pricebook refers to and that have no change filter: always read whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from lazi_desktop.domain.errors import BadAnswer
from lazi_desktop.domain.list_titles import LIST_TITLES
from lazi_desktop.domain.values import canonical_decimal
from lazi_desktop.ports.remote import ReferenceRow
from lazi_desktop.servicetitan.parts import PRICEBOOK
from lazi_desktop.servicetitan.records import exact_number


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """`title` is what a person calls one row."""

    name: str
    path: str
    words: str
    scope: str
    title: Callable[[Mapping[str, Any]], str]
    module: str = PRICEBOOK
    is_paged: bool = True
    has_active: bool = False


def _step(row: Mapping[str, Any]) -> str:
    """Of the markup ladder: “10–25: 40 %”."""
    start, end, percent = (
        format(Decimal(canonical_decimal(row.get(name) or 0)), "f") for name in ("from", "to", "percent")
    )
    return f"{start}–{end}: {percent} %"


def _name(row: Mapping[str, Any]) -> str:
    return str(row.get("name") or "")


REFERENCE_LISTS: Mapping[str, ReferenceList] = {
    one.name: one
    for one in (
        ReferenceList("markup", "materialsmarkup", LIST_TITLES["markup"], "tn.pb.materials", _step),
        ReferenceList(
            "client_specific_pricing", "clientspecificpricing", LIST_TITLES["client_specific_pricing"], "tn.pb.csp",
            lambda row: f"Rate sheet {row['id']}", has_active=True,
        ),
        ReferenceList(
            "cost_types", "materials/costtypes", LIST_TITLES["cost_types"], "tn.pb.materials", _name, is_paged=False,
        ),
    )
}  # fmt: skip


_decode = msgspec.json.Decoder(dict[str, Any], float_hook=exact_number).decode


def read_rows(wanted: ReferenceList, raws: Sequence[msgspec.Raw]) -> list[ReferenceRow]:
    """Raises BadAnswer where a row has no id: half a list would look as if rows were gone."""
    rows = []
    for raw in raws:
        text = bytes(raw)
        try:
            row = _decode(text)
            remote_id = row["id"]
            if isinstance(remote_id, bool) or not isinstance(remote_id, int):
                raise BadAnswer(f"A row of {wanted.words} came without a number.")
            title = wanted.title(row)
        except (ValueError, ArithmeticError, KeyError, RecursionError) as error:
            raise BadAnswer(f"A row of {wanted.words} cannot be read.") from error
        rows.append(ReferenceRow(remote_id, text.decode(), title, active=row.get("active") is not False))
    return rows
