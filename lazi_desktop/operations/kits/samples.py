"""Samples: what a kit says it comes to with some values, kept as its tests."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum, auto

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.assembling import fields_of_sample
from lazi_desktop.domain.kits.kit import Kit, Sample
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.part_edits import PartEdits
from lazi_desktop.operations.kits.places import make_room
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.ports.workspace import UnitOfWork

MAX_SAMPLES = 200


class Stays(Enum):
    AS_IT_IS = auto()


def add_sample(
    work: UnitOfWork,
    kit: KitId,
    name: str,
    values: Mapping[str, Decimal],
    quantities: Mapping[PartId, Decimal],
    *,
    hours: Decimal | None = None,
    sample: PartId | None = None,
) -> Changes:
    """With these values of parameters, these quantities of lines. It comes last; `sample` may be a fresh key.

    Raises:
        InvalidValue: the name is empty or too long, or nothing is expected.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    if len(found.samples) >= MAX_SAMPLES:
        raise InvalidValue(f"{MAX_SAMPLES} samples are the most.")
    key = sample if sample is not None else PartId(work.new_key())
    made = Sample(key=key, name=name, values=values, quantities=quantities, hours=hours)
    _check(found, made)
    (place,) = make_room(edits, found.samples, len(found.samples), 1)
    edits.make(KitPart.SAMPLE, kit, {**fields_of_sample(made), "place": place}, key=key)
    return edits.record(f"Add sample {made.name} to {found.name}")


def set_sample(
    work: UnitOfWork,
    kit: KitId,
    sample: PartId,
    *,
    name: str | None = None,
    values: Mapping[str, Decimal] | None = None,
    quantities: Mapping[PartId, Decimal] | None = None,
    hours: Decimal | Stays | None = Stays.AS_IT_IS,
) -> Changes:
    """What is not given stays as it is; with None no hours are expected. Raises InvalidValue like `add_sample`."""
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    part = edits.part(sample, KitPart.SAMPLE)
    before = next(one for one in found.samples if one.key == sample)
    after = replace(
        before,
        name=before.name if name is None else name,
        values=before.values if values is None else values,
        quantities=before.quantities if quantities is None else quantities,
        hours=before.hours if isinstance(hours, Stays) else hours,
    )
    _check(found, after)
    fields = fields_of_sample(after)
    for field in ("name", "values", "expects"):
        edits.set(part, field, fields.get(field))
    return edits.record(f"Sample {before.name} in {found.name}")


def remove_sample(work: UnitOfWork, kit: KitId, samples: Collection[PartId]) -> Changes:
    return remove_parts(work, kit, samples)


def _check(kit: Kit, sample: Sample) -> None:
    if not sample.quantities and sample.hours is None:
        raise InvalidValue("A sample expects a quantity of a line, or hours.")
    lines = {one.key for one in kit.lines}
    if not lines.issuperset(sample.quantities):
        raise InvalidValue("A line that the sample expects something of is not in the kit any more.")
