"""`PricebookQueries` over a `FakeBook`: the same answers as the store's, worked out row by row."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lazi_desktop.domain.column_values import (
    CATEGORIES,
    INCOMPLETE,
    JOINED_BY,
    LINKED_COLUMNS,
    ColumnValue,
    column_value,
)
from lazi_desktop.domain.cost_sight import tells_only_costs
from lazi_desktop.domain.dynamic_pricing import is_priced_dynamically
from lazi_desktop.domain.field_tables import FIELDS, TO_REVIEW
from lazi_desktop.domain.habits import KnownHabit
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind, Tree
from lazi_desktop.domain.kits.parts import KitId, Part, PartId
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.links import LINKED
from lazi_desktop.domain.listed_fields import ListedNames
from lazi_desktop.domain.matching.photos import NamedSku
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.domain.references import REFERENCE_FIELDS
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.change_sets import ChangeSet, Proposal, ProposalState
from lazi_desktop.ports.pricebook import (
    CategoryNode,
    ColumnSums,
    ConflictView,
    EntityDetail,
    PendingChange,
    ReferenceEntry,
    SkuRow,
    SkuState,
    Usage,
    WorkspaceCounts,
)
from lazi_desktop.ports.sku_query import (
    ChoiceFilter,
    ColumnFilter,
    Facet,
    RangeFilter,
    SkuFlag,
    SkuQuery,
    TextFilter,
    TextMatch,
)
from lazi_desktop.ports.workspace import EntityValues
from tests.fakes.picture_queries import PICTURE_FLAGS, FakePictureQueries

if TYPE_CHECKING:
    from tests.fakes.ui_fakes import FakeBook

_AT = "2026-03-03T09:05:00Z"
_STATES = {
    flag: SkuState(flag.value)
    for flag in SkuFlag
    if flag.value in {state.value for state in SkuState} and flag is not SkuFlag.NEW
}


class FakeQueries(FakePictureQueries):
    """`asked` lists the queries that `find` was given; `lists` are the reference lists by name."""

    tells_costs = True

    def __init__(self, book: FakeBook) -> None:
        self.book = book
        self.asked: list[SkuQuery] = []
        self.lists: dict[str, list[ReferenceEntry]] = {}
        self.known_habits: list[KnownHabit] = []
        self._shared: set[EntityKey] | None = None
        """SKUs that share a picture, while a query looks at row after row."""

    def categories(self, tree: Tree) -> Sequence[CategoryNode]:
        nodes = [node for node in self.book.nodes if node.tree is tree]
        return [
            CategoryNode(
                node.key,
                node.remote_id,
                node.parent_key,
                node.tree,
                node.name,
                node.position,
                node.active,
                len(self._below(node.key)),
                node.state,
                node.image,
            )
            for node in nodes
        ]

    # -------------------------------------------------------------------------------------------------------- finding

    def find(self, query: SkuQuery, *, limit: int | None = None, interruptible: bool = False) -> array[int]:
        self.asked.append(query)
        self._shared = None
        found = sorted((row for row in self._all_rows() if self._matches(query, row)), key=_by_code)
        for sort in reversed(query.order):
            filled = [(value, row) for row in found if (value := self._ordered(row, sort.column)) is not None]
            filled.sort(key=lambda one: one[0], reverse=sort.descending)
            there = {row.number for _, row in filled}
            found = [row for _, row in filled] + [row for row in found if row.number not in there]
        return array("q", [row.number for row in found[:limit]])

    def interrupt(self) -> None:
        """Nothing here runs long enough."""

    def facets(self, query: SkuQuery, column: str, *, limit: int = 200) -> Sequence[Facet]:
        self._shared = None
        counts = Counter(
            self._text(row, column) for row in self._all_rows() if self._matches(query, row, but=column)
        )
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        return [Facet(value, count) for value, count in ordered[:limit]]

    def flag_counts(self, query: SkuQuery) -> Mapping[SkuFlag, int]:
        self._shared = None
        rows = [row for row in self._all_rows() if self._matches(query, row, flags=False)]
        return {flag: sum(self._has(flag, row, query) for row in rows) for flag in SkuFlag}

    # ------------------------------------------------------------------------------------------------------------ rows

    def rows(self, numbers: Sequence[int], fields: Sequence[str] = ()) -> Sequence[SkuRow]:
        return [self.book.row(number, fields) for number in numbers if 0 <= number < len(self.book.skus)]

    def rows_of(self, keys: Sequence[EntityKey], fields: Sequence[str] = ()) -> Sequence[SkuRow]:
        skus = self.book.skus
        return [self.book.row(skus.index(key), fields) for key in keys if key in skus]

    def named_skus(self) -> Iterator[Sequence[NamedSku]]:
        for row in self.rows(range(len(self.book.skus)), ("other_vendors",)):
            if row.key not in self.book.gone:
                others = [one.get("vendorPart") for one in row.more.get("other_vendors") or ()]
                parts = tuple(dict.fromkeys(filter(None, (row.vendor_part, *others))))
                yield [NamedSku(row.key, row.code, row.name, parts, row.active)]

    def rows_by_code(self, codes: Sequence[str]) -> Mapping[str, Sequence[SkuRow]]:
        rows = self._all_rows()
        found = {code: [row for row in rows if _plain(row.code) == _plain(code)] for code in codes}
        return {code: those for code, those in found.items() if those and _plain(code)}

    def values(self, keys: Collection[EntityKey], names: Collection[str]) -> Mapping[EntityKey, EntityValues]:
        found: Mapping[EntityKey, EntityValues] = self.book.values(keys, names)
        return found

    def gone(self, keys: Collection[EntityKey]) -> frozenset[EntityKey]:
        return frozenset(keys) & self.book.gone

    def rows_by_reference(
        self, kind: EntityKind, references: Sequence[int | str]
    ) -> Mapping[int | str, SkuRow]:
        wanted = set(references)
        return {
            reference: row
            for row in self._all_rows()
            for reference in (row.remote_id, str(row.key))
            if row.kind is kind and reference in wanted and reference is not None
        }

    def sums(self, numbers: Sequence[int], column: str) -> ColumnSums:
        rows = self.rows(numbers)
        values = [
            value.number for row in rows if (value := self._value(row, column)) and value.number is not None
        ]
        both = [(row.price, row.cost) for row in rows if row.price and row.cost]
        price, cost = sum((one for one, _ in both), Decimal(0)), sum((one for _, one in both), Decimal(0))
        return ColumnSums(
            rows=len(rows),
            filled=len(values),
            total=sum(map(Decimal, values), Decimal(0)) if values else None,
            margin=(price - cost) / price if price else None,
            changed=sum(len(row.changed) for row in rows),
        )

    # ----------------------------------------------------------------------------------------------------- what else

    def where_used(self, key: EntityKey) -> Sequence[Usage]:
        wanted = self.book.detail(key)
        names = {str(wanted.remote_id), str(key)}
        found = []
        for user in self.book.mirror:
            detail = self.book.detail(user)
            for field, member in REFERENCE_FIELDS.items():
                kinds = LINKED.get((detail.kind, field), (EntityKind.CATEGORY,))
                value = detail.effective.get(field) or []
                for one in value if isinstance(value, list) else [value]:
                    reference = one.get(member) if member else one
                    if wanted.kind in kinds and str(reference) in names:
                        quantity = one.get("quantity") if member else None
                        found.append(_usage(detail, field, quantity))
        return sorted(
            found, key=lambda usage: (usage.field != "parent_id", usage.field, usage.code, usage.name)
        )

    def listed_names(self) -> ListedNames:
        return ListedNames(
            (of, one.remote_id, one.name, one.active) for of, rows in self.lists.items() for one in rows
        )

    def reference_rows(self, name: str) -> Sequence[ReferenceEntry]:
        return self.lists.get(name, [])

    def detail(self, key: EntityKey) -> EntityDetail | None:
        return self.book.detail(key) if key in self.book.mirror else None

    def own_history(self, key: EntityKey) -> Sequence[Recorded]:
        return [
            Recorded(
                number=None, at=parse_moment(op.wall or _AT), by="", action=op.kind.value, field=op.field,
                before=op.seen, after=op.value, op_id=op.op_id, txn_id=op.txn_id, shared=False,
            )
            for op in reversed(self.book.ledger)
            if op.entity_key == key and op.kind is not OpKind.SUBMIT
        ]  # fmt: skip

    def pending(
        self, *, limit: int | None = None, keys: Collection[EntityKey] | None = None
    ) -> Sequence[PendingChange]:
        changes = sorted(self.book.pending(), key=lambda one: one.place)
        return [one for one in changes if keys is None or one.entity_key in keys][:limit]

    def conflicts(self) -> Sequence[ConflictView]:
        return list(self.book.open_conflicts.values())

    def change_sets(self) -> Sequence[ChangeSet]:
        return self.book.change_sets()

    def current_change_set(self) -> UUID | None:
        return self.book.current_change_set()

    def proposals(self) -> Sequence[Proposal]:
        return self.book.proposals()

    def kit_parts(self, kits: Collection[KitId] | None = None) -> Sequence[Part]:
        return self.book.kits.of_kits(kits)

    def kit_version(self, version: PartId) -> Value:
        return self.book.kits.version(version)

    def kit_skus(self, keys: Collection[EntityKey]) -> Mapping[EntityKey, KitSku]:
        found: Mapping[EntityKey, KitSku] = self.book.kit_skus(keys)
        return found

    def kit_history(self, kit: KitId) -> Sequence[Recorded]:
        return self.book.kits.history(kit, self.book.ledger)

    def habits(self) -> Sequence[KnownHabit]:
        return self.known_habits

    def counts(self) -> WorkspaceCounts:
        kinds = [kind for kind, _ in self.book.mirror.values()]
        return WorkspaceCounts(
            skus={kind: kinds.count(kind) for kind in SKU_KINDS},
            categories=kinds.count(EntityKind.CATEGORY),
            pending_fields=len(self.book.overrides),
            pending_entities=len({key for key, _ in self.book.overrides}),
            conflicts=len(self.book.open_conflicts),
            unsent_ops=self.book.unsent_ops,
        )

    def undo_labels(self) -> tuple[str, str]:
        undo, redo = self.book.next_undo(), self.book.next_redo()
        return (undo.label if undo else "", redo.label if redo else "")

    def close(self) -> None:
        pass

    # ------------------------------------------------------------------------------------------------------- matching

    def _all_rows(self) -> list[SkuRow]:
        return [self.book.row(number) for number in range(len(self.book.skus))]

    def _below(self, category: EntityKey) -> set[EntityKey]:
        wanted = {category}
        for node in self.book.nodes:  # parents come before their children
            if node.parent_key in wanted:
                wanted.add(node.key)
        return {sku for sku, homes in self.book.hangs_in.items() if wanted & set(homes)}

    def _hangs_below(self, sku: EntityKey, categories: Collection[EntityKey]) -> bool:
        above = {node.key: node.parent_key for node in self.book.nodes}
        for home in self.book.hangs_in.get(sku, ()):
            place: EntityKey | None = home
            while place is not None:
                if place in categories:
                    return True
                place = above.get(place)
        return False

    def _matches(self, query: SkuQuery, row: SkuRow, *, but: str = "", flags: bool = True) -> bool:
        words = query.search.lower().split()
        text = f"{row.code} {row.name} {row.vendor_part}".lower()
        return (
            row.kind in query.tree.sku_kinds
            and (not query.kinds or row.kind in query.kinds)
            and (not query.categories or self._hangs_below(row.key, query.categories))
            and all(_has_word(text, word, whole=query.whole_numbers) for word in words)
            and (not query.pictures or self.shows_any(row.key, query.pictures))
            and (query.include_inactive or row.active)
            and all(self._passes(one, row) for one in query.filters if one.column != but)
            and (not (flags and query.flags) or any(self._has(one, row, query) for one in query.flags))
        )

    def _passes(self, wanted: ColumnFilter, row: SkuRow) -> bool:
        text = self._text(row, wanted.column)
        match wanted:
            case TextFilter():
                return _MATCHES[wanted.match](text.lower(), wanted.text.lower().strip())
            case ChoiceFilter():
                return text in wanted.values
            case RangeFilter(least=None, most=None):
                return True
            case RangeFilter():
                value = self._value(row, wanted.column)
                return (
                    value is not None
                    and value.number is not None
                    and (wanted.least is None or value.number >= wanted.least)
                    and (wanted.most is None or value.number <= wanted.most)
                )

    def _sharing(self) -> set[EntityKey]:
        if self._shared is None:
            self._shared = self.sharing()
        return self._shared

    def _asks(self, one: Proposal, key: EntityKey, *, hides_costs: bool) -> bool:
        hidden = hides_costs and tells_only_costs(one.field, one.seen, one.now, one.value)
        return one.entity_key == key and one.state is ProposalState.OPEN and not hidden

    def _has(self, flag: SkuFlag, row: SkuRow, query: SkuQuery) -> bool:
        if flag in PICTURE_FLAGS:
            return self.has_picture_flag(flag, row.key, self._sharing)
        fields = self.book.detail(row.key).effective
        dynamic = row.kind is EntityKind.SERVICE and is_priced_dynamically(fields)
        if flag in _STATES:
            return row.state is _STATES[flag]
        match flag:
            case SkuFlag.CHANGED:
                return bool(row.changed)
            case SkuFlag.PROPOSED:
                return any(
                    self._asks(one, row.key, hides_costs=query.hides_costs) for one in self.proposals()
                )
            case SkuFlag.NEW:
                return row.remote_id is None and row.state is not SkuState.GONE
            case SkuFlag.INACTIVE:
                return not row.active
            case SkuFlag.NO_IMAGE:
                return not any(asset.get("type") == "Image" for asset in fields.get("assets") or ())
            case SkuFlag.BELOW_FLOOR:
                return row.margin is not None and row.margin < query.margin_floor and not dynamic
            case SkuFlag.UNCATEGORISED:
                return not self.book.hangs_in.get(row.key)
            case SkuFlag.PRICE_LOCKED:
                return bool(fields.get("is_price_locked"))
            case SkuFlag.DYNAMIC_PRICE:
                return dynamic
            case SkuFlag.TO_REVIEW:
                return fields.get("review_mark") == TO_REVIEW
        raise AssertionError(flag)

    # --------------------------------------------------------------------------------------------------------- columns

    def _value(self, row: SkuRow, column: str) -> ColumnValue | None:
        if column == "margin":
            return None if row.margin is None else ColumnValue(f"{row.margin:.4f}", row.margin)
        if column in ("kind", "state"):
            return ColumnValue(getattr(row, column).value) if getattr(row, column) else None
        if column == "changed":
            return ColumnValue(",".join(sorted(row.changed))) if row.changed else None
        if column in ("code", "name", "unit", "vendor_part"):
            return ColumnValue(getattr(row, column)) if getattr(row, column) else None
        if column in ("number", "remote_id"):
            number = getattr(row, column)
            return None if number is None else ColumnValue(str(number), number)
        if column in LINKED_COLUMNS:
            linked = self.book.linked(row.key).get(column)
            return (
                None if linked is None else ColumnValue(str(linked), None if linked == INCOMPLETE else linked)
            )
        detail = self.book.detail(row.key)
        if column == CATEGORIES:
            names = sorted(one.path[-1] for one in detail.categories)
            return ColumnValue(JOINED_BY.join(names)) if names else None
        value = detail.effective.get(column) if column in FIELDS[row.kind] else None
        return column_value(column, value)

    def _text(self, row: SkuRow, column: str) -> str:
        value = self._value(row, column)
        return "" if value is None else value.text

    def _ordered(self, row: SkuRow, column: str) -> Any:
        value = self._value(row, column)
        if column == "state":
            return list(SkuState).index(row.state)
        if value is None:
            return None
        if value.number is not None or column in LINKED_COLUMNS:
            return value.number
        return value.moment or value.text.lower()


_MATCHES: Mapping[TextMatch, Callable[[str, str], bool]] = {
    TextMatch.CONTAINS: lambda text, wanted: wanted in text,
    TextMatch.BEGINS: lambda text, wanted: text.startswith(wanted),
    TextMatch.EQUALS: lambda text, wanted: text.strip() == wanted,
    TextMatch.LACKS: lambda text, wanted: not wanted or wanted not in text,
    TextMatch.EMPTY: lambda text, wanted: not text,
    TextMatch.FILLED: lambda text, wanted: bool(text),
}


def _by_code(row: SkuRow) -> str:
    return row.code


def _plain(code: str) -> str:
    return code.strip().casefold()


def _usage(detail: EntityDetail, field: str, quantity: Any) -> Usage:
    now = detail.effective
    return Usage(
        user=detail.key,
        kind=detail.kind,
        code=now.get("code") or "",
        name=now.get("display_name") or now.get("name") or "",
        active=bool(now.get("active")),
        field=field,
        quantity=None if quantity is None else Decimal(quantity),
    )


def _has_word(text: str, word: str, *, whole: bool) -> bool:
    if whole and word[:1].isdigit():
        return word.strip("\"'") in (one.strip("\"'") for one in text.split())
    return word in text
