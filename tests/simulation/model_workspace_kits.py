"""The model workspace's kits: what the feed told of their parts, under what was done here since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import Clash, KitId, KitPart, Part, PartId
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.ops import Op, OpKind
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.store.workspace.kit_merging import Said, part_now
from lazi_desktop.store.workspace.kit_parts import apart

if TYPE_CHECKING:
    from tests.simulation.model_workspace import Entry, Row

_VERSIONS = KitPart.VERSION


class WorkspaceKits:
    kit_rows: dict[EntityKey, Row]

    if TYPE_CHECKING:

        @property
        def laid_over(self) -> list[Entry]: ...

        def details(self, keys: list[EntityKey]) -> dict[EntityKey, EntityDetail]: ...

    def kit_parts(self, kits: Collection[KitId] | None = None) -> list[Part]:
        return [part for part in self._parts_now() if kits is None or part.kit in kits]

    def parts(self, keys: Collection[PartId]) -> list[Part]:
        return [part for part in self._parts_now() if part.key in keys]

    def kit_version(self, version: PartId) -> Value:
        return next((part.fields.get("content") for part in self.whole_parts() if part.key == version), None)

    def kit_skus(self, keys: Collection[EntityKey]) -> Mapping[EntityKey, KitSku]:
        return {
            key: KitSku(key=key, kind=one.kind, code="", name="", gone=one.gone)
            for key, one in self.details(list(keys)).items()
            if one.kind is not EntityKind.CATEGORY
        }

    def _parts_now(self) -> list[Part]:
        return [_without_content(part) if part.kind is _VERSIONS else part for part in self.whole_parts()]

    def whole_parts(self) -> list[Part]:
        said: dict[UUID, list[Said]] = {}
        for entry in self.laid_over:
            if entry.op.kind is OpKind.KIT:
                said.setdefault(entry.op.entity_key, []).append(_said(entry.op))
        told = {key: part_of(key, row.payload) for key, row in self.kit_rows.items()}
        found = [
            part_now(told.get(EntityKey(key)), said.get(key, ())) for key in dict.fromkeys((*told, *said))
        ]
        return [part for part in found if part is not None]


def part_of(key: UUID, payload: Mapping[str, Any]) -> Part:
    return Part(
        kind=KitPart(payload["kind"]), key=PartId(key), kit=KitId(payload["kit"]), fields=payload["fields"],
        clashes={
            name: [Clash(value=one["value"], by=one["by"], at=str(one["at"])) for one in its]
            for name, its in payload["clashes"].items()
        },
        by=payload["by"], at=str(payload["at"]),
    )  # fmt: skip


def _said(op: Op) -> Said:
    return Said(KitPart(op.entity_kind), PartId(op.entity_key), op.field, op.value, op.seen, op.base, op.wall)


def _without_content(part: Part) -> Part:
    fields, _ = apart(part.kind, part.fields)
    return Part(
        kind=part.kind, key=part.key, kit=part.kit, fields=fields, clashes=part.clashes, by=part.by, at=part.at
    )  # fmt: skip
