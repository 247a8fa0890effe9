"""What one step does to the parts of kits, gathered and then recorded as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from lazi_desktop.domain.errors import InvalidValue, NoLongerThere
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.assembling import fields_of_use, kits_of
from lazi_desktop.domain.kits.kit import Kit, Use
from lazi_desktop.domain.kits.part_fields import check_part_field, check_part_fields
from lazi_desktop.domain.kits.parts import GONE, KitId, KitPart, Part, PartId
from lazi_desktop.domain.kits.sizes import check_sizes
from lazi_desktop.domain.ops import Changes, OpDraft, OpKind
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.ports.workspace import UnitOfWork

MAX_LINES = 5_000


class ChangedWhileTyped(InvalidValue):
    """Nobody's value is overwritten unseen."""

    title = "It was changed meanwhile"


class PartEdits:
    """`seen` is always what is there now, and what is so already is no edit."""

    def __init__(self, work: UnitOfWork, kits: Collection[KitId]) -> None:
        self.work = work
        self.parts: Mapping[PartId, Part] = {part.key: part for part in work.kit_parts(kits)}
        self._made: dict[PartId, OpDraft] = {}
        self._set: dict[tuple[PartId, str], OpDraft] = {}

    @classmethod
    def of_parts(cls, work: UnitOfWork, keys: Collection[PartId]) -> PartEdits:
        """Of these alone, where the rest of their kits does not matter."""
        edits = cls(work, ())
        edits.parts = {part.key: part for part in work.parts(keys)}
        return edits

    def read_too(self, keys: Iterable[PartId]) -> None:
        """Parts of other kits, which are edited beside."""
        missing = [key for key in keys if key not in self.parts]
        if missing:
            self.parts = {**self.parts, **{part.key: part for part in self.work.parts(missing)}}

    def kit(self, key: KitId) -> Kit:
        """As it is now.

        Raises:
            NoLongerThere: it was never made, or removed.
        """
        found = kits_of(part for part in self.parts.values() if part.kit == key).get(key)
        if found is None or found.gone:
            raise NoLongerThere
        return found

    def part(self, key: PartId, *kinds: KitPart) -> Part:
        """
        Raises:
            NoLongerThere: it was never made, or removed.
        """
        found = self.parts.get(key)
        if found is None or found.is_gone:
            raise NoLongerThere
        if kinds and found.kind not in kinds:
            raise InvalidValue("This cannot be done with what is chosen.")
        return found

    def make(
        self, kind: KitPart, kit: KitId, values: Mapping[str, Value], *, key: PartId | None = None
    ) -> PartId:
        """`values` are checked."""
        part = key if key is not None else PartId(self.work.new_key())
        fields = check_part_fields(kind, values)
        whole = fields if kind is KitPart.KIT else {"kit": str(kit), **fields}
        self._made[part] = _draft(kind, part, "", whole, None)
        return part

    def make_whole(self, kind: KitPart, key: PartId, whole: Fields) -> None:
        """With the value that an op has already had."""
        self._made[key] = _draft(kind, key, "", dict(whole), None)

    def copy(
        self, part: Part, kit: KitId, changed: Mapping[str, Value], *, key: PartId | None = None
    ) -> PartId:
        """A new part like `part`, in `kit`: what it holds was checked before."""
        made = key if key is not None else PartId(self.work.new_key())
        fields: dict[str, Any] = {**part.fields, **changed, GONE: None}
        if part.kind is not KitPart.KIT:
            fields["kit"] = str(kit)
        kept = {name: value for name, value in fields.items() if value is not None}
        self._made[made] = _draft(part.kind, made, "", kept, None)
        return made

    def set(self, part: Part, field: str, value: Value) -> None:
        """`value` is checked; it may be what a person typed."""
        self.put(part, field, check_part_field(part.kind, field, value))

    def put(self, part: Part, field: str, value: Value) -> None:
        """`value` is canonical."""
        seen = part.fields.get(field)
        self._set.pop((part.key, field), None)
        if not same(value, seen):
            self._set[part.key, field] = choice_of(part, field, value)

    def put_use(self, use: Use, names: Iterable[str]) -> None:
        """These fields as the use says; not where it was never told here."""
        part, fields = self.parts.get(use.key), fields_of_use(use)
        if part is not None:
            for name in names:
                self.put(part, name, fields.get(name))

    def remove(self, parts: Iterable[Part]) -> None:
        for part in parts:
            self.put(part, GONE, True)

    @property
    def drafts(self) -> list[OpDraft]:
        """New parts first, so that what names them comes behind them."""
        return [*self._made.values(), *self._set.values()]

    @property
    def count(self) -> int:
        """How many parts are touched."""
        return len({draft.entity_key for draft in self.drafts})

    def record(self, label: str, *, undoable: bool = True) -> Changes:
        """One step that undo takes back whole."""
        if not self._made and not self._set:
            return Changes()
        return self.work.record(self.drafts, label=label, undoable=undoable)


def choice_of(part: Part, field: str, value: Value) -> OpDraft:
    """Recorded even where the value stays, since it says which of several is meant: of those that were seen."""
    others = [one.value for one in part.clashes.get(field, ())] or None
    return _draft(part.kind, part.key, field, value, part.fields.get(field), others)


def _draft(
    kind: KitPart, key: PartId, field: str, value: Value, seen: Value, others: Value = None
) -> OpDraft:
    check_sizes(kind, {field: value} if field else value)
    return OpDraft(
        kind=OpKind.KIT, entity_kind=kind, entity_key=EntityKey(key), field=field, value=value, seen=seen, base=others
    )  # fmt: skip


def check_seen(now: Fields, seen: Mapping[str, Value], kind: KitPart, values: Mapping[str, Value]) -> None:
    """`seen` is what a person looked at when they began to type, `now` what the part holds.

    Raises:
        ChangedWhileTyped: it is something else by now, and not what they want it to be either.
    """
    for name, value in values.items():
        if name not in seen or same(now.get(name), seen[name]):
            continue
        if not same(now.get(name), check_part_field(kind, name, value)):
            raise ChangedWhileTyped(
                "Somebody else changed it while it was typed. Enter puts what was typed in its place."
            )


def check_room(kit: Kit, more: int) -> None:
    """
    Raises:
        InvalidValue: the kit would have too many lines.
    """
    if len(kit.lines) + more > MAX_LINES:
        raise InvalidValue(
            f"{kit.name} would have {len(kit.lines) + more:,} lines; {MAX_LINES:,} are the most.",
            title="The kit is full",
        )


def fields_without(fields: Fields, *names: str) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if name not in names}
