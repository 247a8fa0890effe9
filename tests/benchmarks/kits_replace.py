"""One SKU replaced by another in 60 kits, 20 services and 5 pieces of equipment: preview, the one step, its undoing.

On a real workspace of 100,000 SKUs with 500 kits. The book of kits is in memory, as the window has it.
"""

from __future__ import annotations

import gc
import shutil
import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.benchmarks.figures import Figure, Options, Outcome, percentile
from tests.benchmarks.timing import spreads, timed

if TYPE_CHECKING:
    from lazi_desktop.domain.keys import EntityKey
    from lazi_desktop.domain.kinds import EntityKind
    from lazi_desktop.domain.kits.book import KitBook
    from lazi_desktop.domain.kits.replacement import ReplacePlan
    from lazi_desktop.domain.ops import Changes, OpDraft
    from lazi_desktop.ports.workspace import UnitOfWork
    from lazi_desktop.store.workspace.opening import OpenWorkspace
    from tests.benchmarks.stage import Profile

KITS, LINES = 500, 20
IN_KITS, IN_SERVICES, IN_EQUIPMENT = 60, 20, 5
ROWS = IN_KITS + IN_SERVICES + IN_EQUIPMENT
PREVIEW_MS, APPLY_MS, UNDO_MS = 200, 300, 300
TURNS = 15


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    folder = options.folder / "kits_replace"
    shutil.copytree(profile.places.workspace, folder, dirs_exist_ok=True)  # the others shall find no kits
    workspace = _opened(profile, folder)
    try:
        found = _Replacing(workspace).run(2 if options.quick else TURNS)
    finally:
        workspace.close()
        shutil.rmtree(folder)
    return Outcome(
        figures=[
            _figure(f"kits: replace in {ROWS} places, preview, p95", found, "preview", PREVIEW_MS),
            _figure(f"kits: replace in {ROWS} places, apply, p95", found, "apply", APPLY_MS),
            _figure(f"kits: replace in {ROWS} places, undo, p95", found, "undo", UNDO_MS),
        ],
        details=spreads(found, "preview", "apply", "undo", "bare read", "bare write"),
    )


def _figure(name: str, found: dict[str, Any], what: str, target: float) -> Figure:
    notes = {
        "preview": "who links it, what they link, and every row with its costs; the bare: their values read",
        "apply": "lines of kits and links in one transaction; the bare: as many ops appended by SQLite",
    }
    bare = found["bare read" if what == "preview" else "bare write"]
    return Figure(
        name=name,
        value=1000 * percentile(found[what], 0.95),
        unit="ms",
        target=target,
        baseline=1000 * percentile(bare, 0.95),
        note=notes.get(what, ""),
    )


def _opened(profile: Profile, folder: Any) -> OpenWorkspace:
    from lazi_desktop.app.device import device_of
    from lazi_desktop.app.system import OrderedIds, SystemClock
    from lazi_desktop.config.places import migrations_folder
    from lazi_desktop.store.workspace.opening import open_workspace

    return open_workspace(
        folder,
        tenant_id=profile.tenant_id,
        device_id=device_of(profile.places.device("window"), "window").device_id,
        ids=OrderedIds(),
        clock=SystemClock(),
        migrations=migrations_folder(),
    )


class _Replacing:
    """There and back again: what took the place of something is what is replaced next."""

    def __init__(self, workspace: OpenWorkspace) -> None:
        from lazi_desktop.domain.kinds import EntityKind

        self._workspace = workspace
        materials = self._of(EntityKind.MATERIAL, 1_000)
        free = (key for key in materials if not workspace.queries.where_used(key))
        self._skus = list(islice(free, LINES + 2))
        self._fill()
        self._folder = workspace.path.parent

    def run(self, turns: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        old, new = self._skus[:2]
        for turn in range(turns + 1):
            book = self._book()
            gc.collect()
            results = found if turn else {}  # the first one fills what others find ready
            with timed(results, "preview"):
                plan = self._plan(book, old, new)
            assert plan.count == ROWS, plan.count
            with timed(results, "apply"):
                self._do(lambda work, plan=plan, book=book: _apply(work, plan, book))
            with timed(results, "undo"):
                self._do(_undo)
            self._do(lambda work, plan=plan, book=book: _apply(work, plan, book))
            self._bare(results, plan)
            old, new = new, old
        return found

    def _plan(self, book: KitBook, old: EntityKey, new: EntityKey) -> ReplacePlan:
        from lazi_desktop.domain.kits.replaced_lines import Thing
        from lazi_desktop.domain.kits.replacing import plan_replacing
        from lazi_desktop.operations.kits.replacing import HOLDER_FIELDS, holders_of

        queries = self._workspace.queries
        users = {one.user for one in queries.where_used(old)}
        holders = holders_of(queries.values(users, HOLDER_FIELDS))
        return plan_replacing(book, Thing(sku=old), Thing(sku=new), holders)

    def _bare(self, found: dict[str, Any], plan: ReplacePlan) -> None:
        from lazi_desktop.operations.kits.replacing import HOLDER_FIELDS

        keys = [one.key for one in plan.links]
        with timed(found, "bare read"):
            self._workspace.queries.values(keys, HOLDER_FIELDS)
        file = self._folder / "bare.sqlite3"
        database = sqlite3.connect(file)
        database.execute("CREATE TABLE op (number INTEGER PRIMARY KEY, key BLOB, field TEXT, value TEXT)")
        with timed(found, "bare write"):
            for number in range(ROWS):
                database.execute(
                    "INSERT INTO op VALUES (?, ?, 'sku', '')", (number, number.to_bytes(16, "big"))
                )
            database.commit()
        database.close()
        file.unlink()

    # --------------------------------------------------------------------------------------------------- what there is

    def _of(self, kind: EntityKind, count: int) -> list[EntityKey]:
        from lazi_desktop.domain.kinds import tree_of
        from lazi_desktop.ports.sku_query import SkuQuery

        queries = self._workspace.queries
        rows = queries.rows(list(queries.find(SkuQuery(tree=tree_of(kind)))))
        return [row.key for row in rows if row.kind is kind and row.active][:count]

    def _book(self) -> KitBook:
        from lazi_desktop.domain.kits.assembling import kits_of
        from lazi_desktop.domain.kits.book import KitBook

        queries = self._workspace.queries
        book = KitBook(
            kits_of(queries.kit_parts()), queries.kit_skus(self._skus), now=datetime(2026, 11, 1, tzinfo=UTC)
        )
        for kit in book.kits:
            book.roll(kit)
        return book

    def _fill(self) -> None:
        from lazi_desktop.domain.kinds import EntityKind
        from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields

        drafts = [draft for number in range(KITS) for draft in self._kit(number)]
        self._do(lambda work: work.record(drafts, label="Kits"))
        reference = self._workspace.queries.kit_skus(self._skus[:1])[self._skus[0]].reference
        edits = []
        for kind, name, count in (
            (EntityKind.SERVICE, "service_materials", IN_SERVICES),
            (EntityKind.EQUIPMENT, "equipment_materials", IN_EQUIPMENT),
        ):
            for key in self._of(kind, count):
                held = self._workspace.queries.values([key], [name])[key].effective.get(name)
                edits.append(FieldEdit(key, name, [*(held or ()), {"skuId": reference, "quantity": 2}], held))
        self._do(lambda work: edit_fields(work, edits, label="Links"))

    def _kit(self, number: int) -> list[OpDraft]:
        """The first of them name what is replaced, and none the other one."""
        from lazi_desktop.domain.keys import EntityKey
        from lazi_desktop.domain.kits.parts import KitPart
        from lazi_desktop.domain.ops import OpDraft, OpKind

        def part(kind: KitPart, key: EntityKey, **fields: Any) -> OpDraft:
            return OpDraft(kind=OpKind.KIT, entity_kind=kind, entity_key=key, value=fields)

        kit = EntityKey(uuid4())
        named = [self._skus[0] if number < IN_KITS else self._skus[2], *self._skus[3:]]
        return [
            part(KitPart.KIT, kit, name=f"Kit {number}"),
            *(
                part(
                    KitPart.ITEM, EntityKey(uuid4()), kit=str(kit), sku=str(sku), quantity=Decimal(at + 1),
                    place=f"{at:02}",
                )
                for at, sku in enumerate(named)
            ),
        ]  # fmt: skip

    def _do(self, act: Any) -> Changes:
        def work() -> Changes:
            with self._workspace.workspace.unit_of_work() as unit:
                changes: Changes = act(unit)
            return changes

        return self._workspace.writer.submit(work).result()


def _apply(work: UnitOfWork, plan: ReplacePlan, book: KitBook) -> Changes:
    from lazi_desktop.operations.kits.replacing import replace_everywhere

    return replace_everywhere(work, plan, book)


def _undo(work: UnitOfWork) -> Changes:
    from lazi_desktop.operations.undo import undo

    return undo(work)
