"""The lines of a comparison, as columns of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.comparing import Entry, Matched, Row
from lazi_desktop.ui.formatting import NOTHING, number, rounded_money, rounded_money_difference
from lazi_desktop.ui.kits.kit_words import part_field_title, part_value
from lazi_desktop.ui.push.row_model import Cells
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.plain_table import Heading

_ROLES = {
    Matched.ADDED: Role.PROVED,
    Matched.REMOVED: Role.DANGER,
    Matched.CHANGED: Role.CHANGED,
    Matched.SAME: Role.NEUTRAL,
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitCompare", text)


def compare_columns(book: Callable[[], KitBook]) -> Sequence[Cells[Row]]:
    """Those of the two sides get their titles by `side_titles`."""

    def figure(_row: Row) -> bool:
        return True

    return [
        Cells(Heading("", 92), lambda row: _matched(row.matched), chip=lambda row: _ROLES[row.matched]),
        Cells(Heading(_tr("Code"), 96), lambda row: _both(row, lambda one: one.code)),
        Cells(Heading(_tr("Name"), 180, 3), lambda row: _both(row, lambda one: one.name)),
        Cells(Heading("", 92, 1), lambda row: _quantity(row.left), is_figure=figure),
        Cells(Heading("", 84), lambda row: _quantity(row.right), is_figure=figure),
        Cells(Heading(_tr("Unit"), 52), lambda row: _both(row, lambda one: one.unit)),
        Cells(Heading("", 92, 1), lambda row: _cost(row.left), is_figure=figure, tells_cost=True),
        Cells(Heading("", 116), lambda row: _cost(row.right), is_figure=figure, tells_cost=True),
        Cells(Heading(_tr("Difference"), 96), _difference, is_figure=figure, ink=_ink, tells_cost=True),
        Cells(
            Heading(_tr("What differs"), 130, 2),
            lambda row: _differing(row, book()),
            tip=lambda row: _what_differs(row, book()),
        ),
    ]


def side_titles(other: str) -> Mapping[int, str]:
    """What the columns of the two sides are called: the other one as it is, and the kit that one came from."""
    cost = _tr("Cost: {name}")
    return {3: other, 4: _tr("This kit"), 6: cost.format(name=other), 7: _tr("Cost: this kit")}


def _matched(matched: Matched) -> str:
    return {
        Matched.ADDED: _tr("added"),
        Matched.REMOVED: _tr("removed"),
        Matched.CHANGED: _tr("changed"),
        Matched.SAME: _tr("the same"),
    }[matched]


def _both(row: Row, of: Callable[[Entry], str]) -> str:
    """`UN-1 → UN-2` where the two are not the same."""
    texts = [of(one) for one in (row.left, row.right) if one is not None]
    return texts[0] if len(set(texts)) == 1 else " → ".join(text or NOTHING for text in texts)


def _quantity(entry: Entry | None) -> str:
    if entry is None:
        return ""
    return NOTHING if entry.quantity is None else number(entry.quantity)


def _cost(entry: Entry | None) -> str:
    if entry is None:
        return ""
    return rounded_money(entry.cost.amount) if entry.cost.is_complete else NOTHING


def _difference(row: Row) -> str:
    if not row.cost.is_complete:
        return NOTHING
    return rounded_money_difference(row.cost.amount) if row.cost.amount else ""


def _ink(row: Row) -> str:
    if not row.cost.is_complete or not row.cost.amount:
        return "text_muted"
    return "changed_text" if row.cost.amount > 0 else "proved_text"


def _differing(row: Row, book: KitBook) -> str:
    """Formulas that come to the same are told: nothing else in the row shows that they differ."""
    if row.left is None or row.right is None:
        return ""
    same = row.left.quantity == row.right.quantity
    told = [
        _change(row.left, row.right, name, book) if same and name == "quantity" else part_field_title(name)
        for name in row.differs
    ]
    return ", ".join(told)


def _what_differs(row: Row, book: KitBook) -> str:
    if row.left is None or row.right is None:
        return ""
    return "\n".join(_change(row.left, row.right, name, book) for name in row.differs)


def _change(left: Entry, right: Entry, name: str, book: KitBook) -> str:
    before, after = ((one.details or {}).get(name, one.quantity) for one in (left, right))
    return f"{part_field_title(name)}: {part_value(name, before, book)} → {part_value(name, after, book)}"
