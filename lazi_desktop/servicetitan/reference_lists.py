"""Lists of ServiceTitan's that a pricebook refers to: where each is, how it is read, and what its rows are called.

Source: ServiceTitan's documents of 2026-05-21; a test compares the two.
"""

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

ACCOUNTING = "accounting/v2"
EQUIPMENT_SYSTEMS = "equipmentsystems/v2"
INVENTORY = "inventory/v2"
JOBS = "jpm/v2"
SETTINGS = "settings/v2"
MODIFIED = "modifiedOnOrAfter"

_Row = Mapping[str, Any]


def _name(row: _Row) -> str:
    return str(row.get("name") or "").strip()


def _step(row: _Row) -> str:
    """Of the markup ladder: “10–25: 40 %”."""
    start, end, percent = (
        format(Decimal(canonical_decimal(row.get(name) or 0)), "f") for name in ("from", "to", "percent")
    )
    return f"{start}–{end}: {percent} %"


def _sheet(row: _Row) -> str:
    return f"Rate sheet {row['id']}"


def _account(row: _Row) -> str:
    """With its number, by which bookkeepers know it."""
    return " ".join(part for part in (str(row.get("number") or "").strip(), _name(row)) if part)


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """`title` is what a person calls one row, `number` the member that pricebook records name it by.

    `cursor` is the filter that shows only what has changed since; without one the list is always read whole. Of a row
    only the members `kept` are taken in, where they are named: what nobody needs about people stays away.
    """

    name: str
    path: str
    scope: str
    module: str = PRICEBOOK
    title: Callable[[_Row], str] = _name
    number: str = "id"
    is_paged: bool = True
    has_active: bool = False
    cursor: str = ""
    sort: str = ""
    kept: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return LIST_TITLES[self.name]


def _changing(name: str, module: str, path: str, scope: str, **more: Any) -> ReferenceList:
    """One that tells what has changed, and whose rows are switched off."""
    return ReferenceList(name, path, scope, module, has_active=True, cursor=MODIFIED, **more)


REFERENCE_LISTS: Mapping[str, ReferenceList] = {
    one.name: one
    for one in (
        ReferenceList("markup", "materialsmarkup", "tn.pb.materials", title=_step),
        ReferenceList(
            "client_specific_pricing", "clientspecificpricing", "tn.pb.csp", title=_sheet, has_active=True
        ),
        ReferenceList("cost_types", "materials/costtypes", "tn.pb.materials", is_paged=False),
        _changing("business_units", SETTINGS, "business-units", "tn.stt.businessunits"),
        _changing("vendors", INVENTORY, "vendors", "tn.inv.vendors", sort="+Id"),
        _changing("gl_accounts", ACCOUNTING, "gl-accounts", "tn.acc.glaccounts", title=_account),
        _changing("equipment_types", EQUIPMENT_SYSTEMS, "equipment-types", "tn.eqs.equipmenttypes", sort="+ID"),
        _changing(
            "employees", SETTINGS, "employees", "tn.stt.employees",
            number="userId", kept=("id", "userId", "name", "active"),
        ),
        _changing("tax_zones", ACCOUNTING, "tax-zones", "tn.acc.taxzones", sort="+Id"),
        _changing("warehouses", INVENTORY, "warehouses", "tn.inv.warehouses", sort="+Id"),
        _changing("tag_types", SETTINGS, "tag-types", "tn.stt.tagtypes"),
        _changing("job_types", JOBS, "job-types", "tn.jpm.jobtypes"),
    )
}  # fmt: skip
"""Those that the pricebook's own module has come first: where only its scopes are given, they are there at once."""


_decode = msgspec.json.Decoder(dict[str, Any], float_hook=exact_number).decode


def read_rows(wanted: ReferenceList, raws: Sequence[msgspec.Raw]) -> list[ReferenceRow]:
    """Raises BadAnswer where a row has no number: half a list would look as if rows were gone."""
    rows = []
    for raw in raws:
        text = bytes(raw)
        try:
            row = _decode(text)
            remote_id = row[wanted.number]
            if isinstance(remote_id, bool) or not isinstance(remote_id, int):
                raise BadAnswer(f"A row of {wanted.words} came without a number.")
            title = wanted.title(row)
        except (ValueError, ArithmeticError, KeyError, RecursionError) as error:
            raise BadAnswer(f"A row of {wanted.words} cannot be read.") from error
        if wanted.kept:
            text = msgspec.json.encode({name: row[name] for name in wanted.kept if name in row})
        rows.append(ReferenceRow(remote_id, text.decode(), title, active=row.get("active") is not False))
    return rows
