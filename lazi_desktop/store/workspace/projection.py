"""Renews what a person sees of some entities, in the transaction that changed what lies beneath."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from lazi_desktop.domain.assets import addresses_in
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.workspace import Step
from lazi_desktop.store.workspace.category_counts import CategoryCounts
from lazi_desktop.store.workspace.database import Database, Row
from lazi_desktop.store.workspace.effective import Effective, EffectiveReading, Mirrored
from lazi_desktop.store.workspace.encoding import key_list, number_list, to_json
from lazi_desktop.store.workspace.folding import natural_order
from lazi_desktop.store.workspace.layers import (
    Override,
    waiting,
)
from lazi_desktop.store.workspace.pictures import PictureTables
from lazi_desktop.store.workspace.plain_edits import PlainEdits, PlainRenewal
from lazi_desktop.store.workspace.row_differences import write_differences
from lazi_desktop.store.workspace.rows import (
    IMAGE_FAILED,
    IMAGE_PENDING,
    OF_PICTURES,
    SEARCHED_FIELDS,
    SKU_COLUMNS,
    TREES,
    ShownSku,
    local_number,
    number_range,
    reference_number,
    shown_sku,
    tree_number,
)
from lazi_desktop.store.workspace.shown_columns import ShownColumns

LOT = 1_000


_SKU_COLUMN_LIST = ", ".join(SKU_COLUMNS)
_ADD_SKU = " ".join((
    "INSERT INTO sku (", _SKU_COLUMN_LIST, ") VALUES (", ", ".join("?" * len(SKU_COLUMNS)), ")",
))  # fmt: skip
_READ_SKUS = " ".join((  # noqa: FLY002 - one sentence by itself is taken for SQL made of parts
    "SELECT", _SKU_COLUMN_LIST,
    "FROM sku WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
))  # fmt: skip
_KEY_PLACE, _HASH_PLACE, _MARKS_PLACE = (
    SKU_COLUMNS.index(name) for name in ("entity_key", "terms_hash", "marks")
)
_REFERENCE = 3  # its place in what follows
_PUT_CATEGORY = """
    INSERT INTO category (number, entity_key, remote_id, reference, parent_id, tree, name, name_order, position, active,
        state, image, sku_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
    ON CONFLICT (number) DO UPDATE SET remote_id = excluded.remote_id, reference = excluded.reference,
        parent_id = excluded.parent_id, tree = excluded.tree, name = excluded.name, name_order = excluded.name_order,
        position = excluded.position, active = excluded.active, state = excluded.state, image = excluded.image"""


class Projection:
    """Keeps `overridden`, `sku`, `sku_category`, `category`, `search` and what shows which pictures equal to what the
    layers say."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._layers = EffectiveReading(database)
        self._counts = CategoryCounts(database)
        self.columns = ShownColumns(database)
        self.pictures = PictureTables(database)
        self._plain = PlainRenewal(database, self.columns)
        self._keeps_words = False
        self._keeps_places = False
        self._keeps_pictures = False
        self._touched: Collection[str] | None = None

    def renew(
        self,
        keys: Iterable[bytes],
        received: Mapping[bytes, Mirrored] | None = None,
        *,
        count: bool = False,
        touched: Collection[str] | None = None,
        plain: PlainEdits | None = None,
        step: Step | None = None,
    ) -> None:
        """`received` are mirrors that were just written and need not be read again. `count` counts categories anew.
        `touched`: nothing but these fields has changed, where that is known, and `plain` how."""
        if count:
            self._counts.tree_changed()
            self.pictures.count_anew()
        wanted = list(dict.fromkeys(keys))
        self._keeps_words = touched is not None and SEARCHED_FIELDS.isdisjoint(touched)
        self._keeps_places = touched is not None and "categories" not in touched
        self._keeps_pictures = touched is not None and "assets" not in touched
        self._touched = touched
        try:
            for start in range(0, len(wanted), LOT):
                if step is not None:
                    step(start, len(wanted))
                lot = wanted[start : start + LOT]
                if plain is not None:
                    lot = self._plain.renew(lot, plain)
                if lot:
                    self._renew_lot(lot, received or {})
        finally:
            self._keeps_words = self._keeps_places = self._keeps_pictures = False
            self._touched = None
        self.columns.settle()
        self._counts.settle()

    @contextmanager
    def counting_later(self) -> Iterator[None]:
        """For renewals of which many follow: the last one, outside, counts anew."""
        self._counts.waits = self.pictures.waits = True
        try:
            yield
        finally:
            self._counts.waits = self.pictures.waits = False

    def forget(self) -> None:
        """After a rollback: what was remembered of the tables may be wrong."""
        self._counts.forget()
        self.columns.forget()

    def _renew_lot(self, keys: Sequence[bytes], received: Mapping[bytes, Mirrored]) -> None:
        effective, gone = self._layers.read(keys, received, fields_used=self.columns.in_use)
        self._put_overridden(keys, effective)
        skus = [entity for entity in effective if entity.kind.is_sku]
        categories = [entity for entity in effective if not entity.kind.is_sku]
        if gone:
            self._remove(gone)
        if skus:
            self._put_skus(skus)
        if categories:
            self._put_categories(categories)

    # ------------------------------------------------------------------------------------------------- what is shown

    def _put_overridden(self, keys: Sequence[bytes], effective: Collection[Effective]) -> None:
        if self._db.value("SELECT EXISTS (SELECT 1 FROM overridden)"):
            self._db.run(
                "DELETE FROM overridden WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
                (key_list(keys),),
            )
        if not any(entity.overrides for entity in effective):
            return
        self._db.run_many(
            "INSERT INTO overridden (entity_key, field, entity_kind, value, base, theirs, by_whom, at, op_id, state,"
            " detail, change_set) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    entity.key, name, entity.kind.value, to_json(one.value), to_json(one.base),
                    to_json(entity.mirror.get(name)), one.by, one.at, one.op_id and one.op_id.bytes, one.state.value,
                    one.detail, one.change_set and one.change_set.bytes,
                )
                for entity in effective if entity.overrides
                for name, one in entity.overrides.items()
            ],
        )  # fmt: skip

    def _put_skus(self, entities: Collection[Effective]) -> None:
        known = {
            row[_KEY_PLACE]: row
            for row in self._db.all(_READ_SKUS, (key_list(entity.key for entity in entities),))
        }
        free = [self._first_free(tree) for tree in range(len(TREES))] if len(known) < len(entities) else []
        looks: list[tuple[int, Effective, ShownSku, Row | None]] = []
        words_of_new, words_of_known = [], []
        for entity in entities:
            before = known.get(entity.key)
            words_hash = before[_HASH_PLACE] if before is not None and self._keeps_words else None
            shown = entity.shown or shown_sku(
                entity.kind, entity.remote_id, entity.fields, words_hash=words_hash
            )
            if before is not None:
                number = before[0]
                if before[_HASH_PLACE] != shown.words_hash:
                    words_of_known.append((number, shown.words))
            else:
                tree = tree_number(entity.kind)
                number = free[tree]
                free[tree] += 1
                words_of_new.append((number, shown.words))
            looks.append((number, entity, shown, before))
        self._write_rows(looks)
        self._db.run_many("DELETE FROM search WHERE rowid = ?", [(number,) for number, _ in words_of_known])
        self._db.run_many("INSERT INTO search (rowid, terms) VALUES (?, ?)", words_of_known + words_of_new)
        placed = {
            number: shown.categories
            for number, _, shown, before in looks
            if before is None or not self._keeps_places
        }
        self._place(placed, known=bool(known))
        if self.columns.in_use:
            rows = [(number, entity.kind, entity.fields) for number, entity, _, _ in looks]
            self.columns.put(rows, None if words_of_new else self._touched)

    def _write_rows(self, looks: Sequence[tuple[int, Effective, ShownSku, Row | None]]) -> None:
        kept = self._keeps_pictures
        of_pictures = self.pictures.put(
            {number: shown.pictures for number, _, shown, before in looks if before is None or not kept},
            known=[number for number, _, _, before in looks if before is not None and not kept],
        )
        new, renewed = [], []
        for number, entity, shown, before in looks:
            if before is not None and kept:
                marks = before[_MARKS_PLACE] & OF_PICTURES
            else:
                marks = of_pictures[number] | _change_of_pictures(entity.overrides)
            row = shown.row(
                number, entity.key, state=entity.state, changed=waiting(entity.overrides).keys(), marks=marks
            )
            if before is None:
                new.append(row)
            else:
                renewed.append((before, row))
        self._db.run_many(_ADD_SKU, new)
        write_differences(self._db, "sku", SKU_COLUMNS, renewed)

    def _first_free(self, tree: int) -> int:
        first, last = number_range(tree)
        highest = self._db.value("SELECT max(number) FROM sku WHERE number BETWEEN ? AND ?", (first, last))
        return first if highest is None else int(highest) + 1

    def _place(self, placed: Mapping[int, frozenset[int]], *, known: bool) -> None:
        before: dict[int, set[int]] = defaultdict(set)
        if known:
            for number, category_id in self._db.all(
                "SELECT number, category_id FROM sku_category WHERE number IN (SELECT value FROM json_each(?))",
                (number_list(placed),),
            ):
                before[number].add(category_id)
        left, joined = [], []
        for number, now in placed.items():
            was = before.get(number, _NOWHERE)
            if was == now:
                continue
            left += [(number, category_id) for category_id in was - now]
            joined += [(number, category_id) for category_id in now - was]
            self._counts.moved(was, now)
        self._db.run_many("DELETE FROM sku_category WHERE number = ? AND category_id = ?", left)
        self._db.run_many("INSERT INTO sku_category VALUES (?, ?)", joined)

    def _put_categories(self, entities: Collection[Effective]) -> None:
        known = {
            key: (number, reference, parent_id)
            for key, number, reference, parent_id in self._db.all(
                "SELECT entity_key, number, reference, parent_id FROM category WHERE entity_key"
                " IN (SELECT unhex(value) FROM json_each(?))",
                (key_list(entity.key for entity in entities),),
            )
        }
        next_number = int(self._db.value("SELECT coalesce(max(number), 0) + 1 FROM category"))
        rows: list[tuple[Any, ...]] = []
        for entity in entities:
            fields = entity.fields
            parent_id = reference_number(fields.get("parent_id"))
            reference = local_number(entity.key) if entity.remote_id is None else entity.remote_id
            if entity.key in known:
                number, *place = known[entity.key]
                if place != [reference, parent_id]:
                    self._counts.tree_changed()
            else:
                number, next_number = next_number, next_number + 1
                self._counts.tree_changed()
            name = _text(fields.get("name"))
            rows.append((
                number, entity.key, entity.remote_id, reference, parent_id,
                TREES.index(_tree(fields.get("category_type"))), name, natural_order(name),
                _whole(fields.get("position")), fields.get("active") is not False, entity.state,
                _text(fields.get("image")),
            ))  # fmt: skip
        self._db.run_many(_PUT_CATEGORY, rows)
        self.pictures.put_categories(
            {
                row[0]: {name: set(addresses_in(name, entity.fields.get(name))) for name in _OF_CATEGORIES}
                for row, entity in zip(rows, entities, strict=True)
            }
        )
        self.columns.categories_renamed(row[_REFERENCE] for row in rows)

    def _remove(self, keys: Collection[bytes]) -> None:
        listed = key_list(keys)
        numbers = [
            number
            for (number,) in self._db.all(
                "SELECT number FROM sku WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
                (listed,),
            )
        ]
        if numbers:
            self._place(dict.fromkeys(numbers, _NOWHERE), known=True)
            self.pictures.put(dict.fromkeys(numbers, ()), known=numbers)
            self.columns.remove(numbers)
            self._db.run_many("DELETE FROM search WHERE rowid = ?", [(number,) for number in numbers])
            self._db.run(
                "DELETE FROM sku WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))", (listed,)
            )
        categories = self._db.all(
            "SELECT number, reference FROM category WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
            (listed,),
        )
        if categories:
            self.pictures.put_categories({number: {} for number, _ in categories})
            self.columns.categories_renamed(reference for _, reference in categories)
            self._db.run(
                "DELETE FROM category WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))", (listed,)
            )
            self._counts.tree_changed()


_NOWHERE: frozenset[int] = frozenset()
_OF_CATEGORIES = ("image", "sku_images")
_MARK_OF_CHANGE = {
    OverrideState.PENDING: IMAGE_PENDING,
    OverrideState.SUBMITTED: IMAGE_PENDING,
    OverrideState.FAILED: IMAGE_FAILED,
    OverrideState.DIFFERS: IMAGE_FAILED,
}


def _change_of_pictures(overrides: Mapping[str, Override]) -> int:
    ours = overrides.get("assets")
    return 0 if ours is None else _MARK_OF_CHANGE.get(ours.state, 0)


def _tree(category_type: Value) -> Tree:
    return Tree.MATERIALS if category_type == Tree.MATERIALS.value else Tree.SERVICES


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0
