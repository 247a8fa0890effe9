"""How far SKUs have pictures, by category and kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.ports.picture_queries import PictureCoverage
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.category_nodes import in_tree_order
from lazi_desktop.ui.formatting import kind_title, percent
from lazi_desktop.ui.gallery.reports.report_model import NOT_LOOKED_AT, ReportCells
from lazi_desktop.ui.gallery.reports.wish import GalleryWish
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.widgets.plain_table import Heading


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureReports", text)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """`path` from the root of the tree; empty for the whole of it."""

    tree: Tree
    path: tuple[str, ...]
    found: PictureCoverage

    @property
    def is_whole(self) -> bool:
        return not self.path and not self.found.is_unplaced

    @property
    def without(self) -> int:
        return self.found.skus - self.found.with_picture

    @property
    def share(self) -> float:
        return self.found.with_picture / self.found.skus

    @property
    def title(self) -> str:
        if self.found.is_unplaced:
            return _tr("In no category")
        return " › ".join(self.path) if self.path else _tr("All categories")


def coverage_rows(queries: PricebookQueries) -> list[CoverageRow]:
    """Whole trees first, then what hangs nowhere, then the categories as they stand."""
    rows = [row for tree in reversed(Tree) for row in _of_tree(queries, tree)]
    return sorted(rows, key=lambda row: (not row.is_whole, not row.found.is_unplaced))


def _of_tree(queries: PricebookQueries, tree: Tree) -> list[CoverageRow]:
    """As the tree stands; of one category kind by kind."""
    paths: dict[EntityKey, tuple[str, ...]] = {}
    for node, parent in in_tree_order(queries.categories(tree)):
        paths[node.key] = (*(() if parent is None else paths[parent]), node.name)
    places = {key: place for place, key in enumerate(paths)}
    rows = [
        CoverageRow(tree, () if found.category is None else paths.get(found.category, ()), found)
        for found in queries.picture_coverage(tree)
    ]
    rows.sort(
        key=lambda row: (
            -1 if row.found.category is None else places.get(row.found.category, len(places)),
            tree.sku_kinds.index(row.found.kind),
        )
    )
    return rows


def coverage_words(rows: Sequence[CoverageRow]) -> str:
    """What it comes to, by kind."""
    told = [
        _tr("{kind}: {with_picture} of {skus} have a picture, {share}").format(
            kind=kind_title(row.found.kind).capitalize(),
            with_picture=whole(row.found.with_picture),
            skus=whole(row.found.skus),
            share=percent(row.share),
        )
        for row in rows
        if row.is_whole
    ]
    return "   ·   ".join(told)


def _wish(row: CoverageRow, flag: SkuFlag | None = None) -> GalleryWish:
    several = len(row.tree.sku_kinds) > 1
    return GalleryWish(
        tree=row.tree,
        category=NOWHERE if row.found.is_unplaced else row.found.category,
        kinds=frozenset((row.found.kind,)) if several else frozenset(),
        flags=frozenset() if flag is None else frozenset((flag,)),
        only_active=True,
    )


def coverage_columns() -> list[ReportCells[CoverageRow]]:
    return [
        ReportCells(
            Heading(_tr("Category"), 220, 4),
            lambda row: row.title,
            order=lambda row: [part.casefold() for part in row.path],
            leads=_wish,
            keeps_end=True,
        ),
        ReportCells(
            Heading(_tr("Kind"), 150, 1),
            lambda row: kind_title(row.found.kind).capitalize(),
            order=lambda row: list(EntityKind).index(row.found.kind),
        ),
        ReportCells(
            Heading(_tr("SKUs"), 80),
            lambda row: whole(row.found.skus),
            is_figure=lambda _: True,
            order=lambda row: row.found.skus,
        ),
        ReportCells(
            Heading(_tr("With a picture"), 180, 2),
            lambda row: percent(row.share),
            tip=lambda row: whole(row.found.with_picture),
            is_figure=lambda _: True,
            order=lambda row: row.share,
            share=lambda row: row.share,
        ),
        _count(_tr("Without"), 88, SkuFlag.NO_IMAGE, lambda row: row.without),
        _count(_tr("Low resolution"), 120, SkuFlag.LOW_IMAGE, lambda row: row.found.low),
        _count(_tr("Broken"), 80, SkuFlag.BROKEN_IMAGE, lambda row: row.found.broken),
        _count(_tr("Shared"), 80, SkuFlag.SHARED_IMAGE, lambda row: row.found.shared),
    ]


def _count(
    title: str, width: int, flag: SkuFlag, count: Callable[[CoverageRow], int]
) -> ReportCells[CoverageRow]:
    def is_unknown(row: CoverageRow) -> bool:
        if flag is SkuFlag.NO_IMAGE or count(row):
            return False
        return bool(row.found.with_picture) and not row.found.looked

    return ReportCells(
        Heading(title, width),
        lambda row: NOT_LOOKED_AT if is_unknown(row) else whole(count(row)),
        tip=lambda row: _tr("None of these pictures was looked at yet") if is_unknown(row) else "",
        is_figure=lambda _: True,
        order=count,
        leads=partial(_wish_for, flag, count),
    )


def _wish_for(flag: SkuFlag, count: Callable[[CoverageRow], int], row: CoverageRow) -> GalleryWish | None:
    return _wish(row, flag) if count(row) else None
