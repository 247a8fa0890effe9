"""A step's ops on parts of kits, taken back or done again: what was made is removed, what was removed is there again.

Nothing of a part is ever thrown away, so that taking back needs no more than the ops themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from lazi_desktop.domain.kits.parts import GONE, KitId, KitPart, Part, PartId, is_last_word
from lazi_desktop.domain.ops import OpDraft, OpKind
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.operations.kits.cycles import includes_in, refuse_cycle
from lazi_desktop.operations.kits.field_titles import TITLES
from lazi_desktop.operations.kits.keys_in import kit_in
from lazi_desktop.operations.kits.naming import kit_names, names_of
from lazi_desktop.operations.kits.part_edits import PartEdits
from lazi_desktop.ports.workspace import UnitOfWork

MORE = "\0"
"""Where a sentence says how many others there are; no name holds it."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """`moved` says, one sentence each with `MORE` in it, what somebody has changed since."""

    drafts: Sequence[OpDraft] = ()
    moved: Sequence[str] = ()


def replayed(work: UnitOfWork, ops: Sequence[OpDraft], *, forward: bool) -> Replayed:
    """A part that is not known any more is passed over, or made again."""
    of_kits = [op for op in ops if op.kind is OpKind.KIT]
    return _Replay(work, of_kits, forward=forward).run() if of_kits else Replayed()


@dataclass(slots=True)
class _Sides:
    """What a step made of a part's fields: from what and to what."""

    before: dict[str, Value] = field(default_factory=dict)
    after: dict[str, Value] = field(default_factory=dict)


class _Replay:
    def __init__(self, work: UnitOfWork, ops: Sequence[OpDraft], *, forward: bool) -> None:
        self._work = work
        self._forward = forward
        self._made = {PartId(op.entity_key): op for op in ops if not op.field}
        self._sides: dict[PartId, _Sides] = {}
        for op in ops:
            if op.field:
                sides = self._sides.setdefault(PartId(op.entity_key), _Sides())
                sides.before.setdefault(op.field, op.seen)
                sides.after[op.field] = op.value
        self._edits = PartEdits.of_parts(work, [*self._made, *self._sides])
        self._moved: list[tuple[Part, str]] = []

    def run(self) -> Replayed:
        for key, op in self._made.items():
            self._make_again(key, op) if self._forward else self._take_away(key, op)
        for key, sides in self._sides.items():
            part = self._edits.parts.get(key)
            if part is not None and key not in self._made:
                self._set(part, sides)
        drafts = self._edits.drafts
        self._refuse_circles(drafts)
        return Replayed(drafts, self._sentences())

    def _refuse_circles(self, drafts: Sequence[OpDraft]) -> None:
        """Somebody may have closed the other half since."""
        back: set[KitId] = set()
        held: dict[KitId, set[KitId]] = defaultdict(set)
        for draft in drafts:
            key, part = PartId(draft.entity_key), self._edits.parts.get(PartId(draft.entity_key))
            if draft.entity_kind is KitPart.KIT and draft.field == GONE and draft.value is None:
                back.add(KitId(key))
            elif draft.entity_kind is KitPart.INCLUDE and draft.value is not True:
                fields = draft.value if not draft.field else {draft.field: draft.value}
                kit = part.kit if part is not None else KitId(UUID(fields["kit"]))
                whole = Part(
                    kind=KitPart.INCLUDE, key=key, kit=kit, fields={**(part.fields if part else {}), **fields}
                )
                if not whole.is_gone and (draft.field in ("", GONE, "includes")) and (one := kit_in(whole)):
                    held[kit].add(one)
        for kit in back:
            held[kit] |= includes_in(self._work.kit_parts([kit]))
        for kit, includes in held.items():
            refuse_cycle(self._work, kit, includes, back=back)

    def _take_away(self, key: PartId, op: OpDraft) -> None:
        part = self._edits.parts.get(key)
        if part is None or part.is_gone:
            return
        given: Fields = {**(op.value or {}), **self._sides.get(key, _Sides()).after}
        changed = next(
            (
                name
                for name in {*given, *part.fields} - {"kit"}
                if name in _COMPARED[part.kind]
                and not is_last_word(part.kind, name)
                and not same(part.fields.get(name), given.get(name))
            ),
            None,
        )
        if changed is None and part.kind is KitPart.KIT and self._is_filled(part):
            changed = _FILLED
        if changed is not None:
            self._moved.append((part, changed))
        self._edits.put(part, GONE, True)

    def _is_filled(self, kit: Part) -> bool:
        """By parts that no step of the kit's maker put there: those were taken back before."""
        others = self._work.kit_parts([KitId(kit.key)])
        return any(one.key not in self._made and not one.is_gone for one in others)

    def _make_again(self, key: PartId, op: OpDraft) -> None:
        part = self._edits.parts.get(key)
        if part is not None:
            self._edits.put(part, GONE, None)
            return
        kind = KitPart(op.entity_kind)
        values = {**(op.value or {}), **self._sides.get(key, _Sides()).after}
        self._edits.make_whole(kind, key, {name: one for name, one in values.items() if one is not None})

    def _set(self, part: Part, sides: _Sides) -> None:
        wanted, expected = (sides.after, sides.before) if self._forward else (sides.before, sides.after)
        if part.is_gone and GONE not in wanted:
            self._moved.append((part, GONE))
        for name, value in wanted.items():
            now = part.fields.get(name)
            is_other = not same(now, expected.get(name)) and not same(now, value)
            if is_other and not is_last_word(part.kind, name):
                self._moved.append((part, name))
            self._edits.put(part, name, value)

    def _sentences(self) -> list[str]:
        if not self._moved:
            return []
        parts = [part for part, _ in self._moved]
        called = names_of(self._work, parts)
        kits = kit_names(self._work, {KitId(part.kit) for part in parts})
        return [_sentence(name, f"{_where(part, called, kits)}{MORE}") for part, name in self._moved]


def _sentence(name: str, where: str) -> str:
    if name == GONE:
        return f"{where} was removed by somebody else since."
    if name == _FILLED:
        return f"Somebody else put something into {where} since."
    return f"{TITLES.get(name, name)} of {where} was changed by somebody else since."


def _where(part: Part, called: Mapping[PartId, str], kits: Mapping[KitId, str]) -> str:
    name = called[part.key]
    return name if part.kind is KitPart.KIT else f"{name} in {kits.get(part.kit) or 'a kit'}"


_FILLED = ""
"""In place of a field: the kit has more in it."""
_COMPARED = {
    **dict.fromkeys(KitPart, frozenset(TITLES)),
    KitPart.VERSION: frozenset[str](),
}
"""A version's content is not among what is read of it, and never changes."""
