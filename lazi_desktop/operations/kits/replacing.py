"""Replacing one thing by another in kits and in what SKUs link, as planned: one step for all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.formula.arithmetic import CONTEXT
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.assembling import fields_of_line, fields_of_sample
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit, Use
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.domain.kits.replaced_links import LinkHolder
from lazi_desktop.domain.kits.replacement import LineChange, LinkChange, ReplacePlan
from lazi_desktop.domain.kits.service_links import link_quantity
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.links import LINKED
from lazi_desktop.domain.ops import Changes, OpDraft
from lazi_desktop.domain.values import same
from lazi_desktop.operations.edit_fields import FieldEdit, drafts_of, values_for
from lazi_desktop.operations.kits.cycles import refuse_cycle
from lazi_desktop.operations.kits.naming import shortened
from lazi_desktop.operations.kits.part_edits import PartEdits
from lazi_desktop.operations.planned_edits import was_changed
from lazi_desktop.ports.workspace import EntityValues, Step, UnitOfWork

HOLDER_FIELDS = ("code", "display_name", *dict.fromkeys(name for _, name in LINKED))
"""What `holders_of` needs to know of the SKUs that link the old one."""
_REMEMBERED = ("applied", "beside", "least", "left")


class ReplacedMeanwhile(InvalidValue):
    title = "Something was changed meanwhile"


def holders_of(values: Mapping[EntityKey, EntityValues]) -> list[LinkHolder]:
    """Of what `values` told of `HOLDER_FIELDS`; in the order of their codes."""
    found = [
        LinkHolder(
            key=key,
            kind=one.kind,
            code=str(one.effective.get("code") or ""),
            name=str(one.effective.get("display_name") or ""),
            links={
                name: one.effective[name]
                for kind, name in LINKED
                if kind is one.kind and one.effective.get(name)
            },
        )
        for key, one in values.items()
    ]
    return sorted(found, key=lambda one: (one.code.casefold(), str(one.key)))


def replace_everywhere(
    work: UnitOfWork, plan: ReplacePlan, book: KitBook, *, step: Step | None = None
) -> Changes:
    """What is ticked in the plan; `book` is what it was planned with. What services got from kits that now give the new
    one is remembered as that, so that they do not differ from them.

    Raises:
        ReplacedMeanwhile: a line or a link is another one by now; nothing is recorded.
        InvalidValue: a kit would be in itself; nothing is recorded.
        NothingToDo: nothing is ticked that can be replaced.
    """
    if not plan.lines and not plan.links:
        raise NothingToDo("Nothing is ticked that could be replaced.")
    used = _uses_that_move(plan, book)
    kits = {one.kit for one in plan.lines}
    edits = PartEdits(work, kits)
    edits.read_too(use.key for use in used)
    if plan.new.kit is not None:
        for kit in kits:
            refuse_cycle(work, kit, [plan.new.kit])
    now = {kit: edits.kit(kit) for kit in kits}
    lines = {line.key: line for kit in now.values() for line in kit.lines}
    moved: dict[PartId, tuple[PartId, Decimal]] = {}
    for change in plan.lines:
        line = lines.get(change.before.key)
        if line is None or not same(fields_of_line(line), fields_of_line(change.before)):
            raise ReplacedMeanwhile("A line of a kit is another one by now. Please look at it again.")
        key = _put_line(edits, change)
        if key != change.before.key:
            moved[change.before.key] = key, change.ratio
    for found in now.values():
        _follow(edits, found, moved)
    for use in used:
        edits.put_use(use, _REMEMBERED)
    drafts = [*edits.drafts, *_link_drafts(work, plan.links)]
    return work.record(drafts, label=_label(plan, book), step=step)


def _put_line(edits: PartEdits, change: LineChange) -> PartId:
    """The line that stands for it from now on."""
    before, after = change.before, change.after
    part = edits.parts[before.key]
    if after is None:
        edits.remove([part])
        return change.into or before.key
    if after.is_include == before.is_include:
        fields = fields_of_line(after)
        for name in {*fields, *fields_of_line(before)}:
            edits.put(part, name, fields.get(name))
        return before.key
    kind = KitPart.INCLUDE if after.is_include else KitPart.ITEM
    edits.remove([part])
    return edits.make(kind, change.kit, fields_of_line(after))


def _follow(edits: PartEdits, kit: Kit, moved: Mapping[PartId, tuple[PartId, Decimal]]) -> None:
    """What was taken of the lines in services, and what samples expect of them, is of those in their place."""
    for use in kit.uses:
        if not use.options.isdisjoint(moved):
            options = frozenset(moved[one][0] if one in moved else one for one in use.options)
            edits.put_use(replace(use, options=options), ["options"])
    for sample in kit.samples:
        if moved.keys().isdisjoint(sample.quantities):
            continue
        quantities: dict[PartId, Decimal] = {}
        for line, quantity in sample.quantities.items():
            key, ratio = moved.get(line, (line, Decimal(1)))
            quantities[key] = quantities.get(key, Decimal(0)) + CONTEXT.multiply(quantity, ratio)
        fields = fields_of_sample(replace(sample, quantities=quantities))
        edits.put(edits.parts[sample.key], "expects", fields["expects"])


def _link_drafts(work: UnitOfWork, links: Iterable[LinkChange]) -> list[OpDraft]:
    edits = [FieldEdit(one.key, one.field, list(one.after), one.before) for one in links]
    known = values_for(work, edits)
    if any(edit.key not in known or was_changed(known, edit) for edit in edits):
        raise ReplacedMeanwhile("A service or equipment has other links by now. Please look at it again.")
    return drafts_of(work, edits, known)


def _uses_that_move(plan: ReplacePlan, book: KitBook) -> list[Use]:
    """Uses of kits that give none of the old one any more, in services where the new one took its place."""
    old, new = (None if one.sku is None else book.skus.get(one.sku) for one in (plan.old, plan.new))
    if old is None or new is None or not plan.moves:
        return []
    still = book.all_users_of(KitId(kit) for kit in plan.kits_left())
    return [
        _moved(use, old, new, plan.moves[use.service])
        for kit in book.kits.values()
        if kit.key not in still
        for use in kit.uses
        if use.service in plan.moves and old.key in use.applied
    ]


def _moved(use: Use, old: KitSku, new: KitSku, ratio: Decimal) -> Use:
    def moved(quantities: Mapping[EntityKey, Decimal]) -> dict[EntityKey, Decimal]:
        found = dict(quantities)
        gave = found.pop(old.key, None)
        if gave is not None:
            found[new.key] = found.get(new.key, Decimal(0)) + link_quantity(gave * ratio)
        return found

    left = None if use.left is None else moved(use.left)
    applied, beside, least = moved(use.applied), moved(use.beside), moved(use.least)
    return replace(use, applied=applied, beside=beside, least=least, left=left)


def _label(plan: ReplacePlan, book: KitBook) -> str:
    names = []
    for one in (plan.old, plan.new):
        if one.sku is not None:
            sku = book.skus[one.sku]
            names.append(sku.code or sku.name)
        elif one.kit is not None:
            names.append(book.kits[one.kit].name)
    return f"Replace {shortened(names[0])} by {shortened(names[1])} in {plan.count:,} places"
