"""A list of linked SKUs: found by typing, pasted as a list, changed and taken out in the table. Each change is a
finished edit. ServiceTitan keeps no order of them; here they stand by code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
)

from lazi_desktop.domain.checks import code_key
from lazi_desktop.domain.code_list import Wanted
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.linked_cost import LinkedCost
from lazi_desktop.domain.links import LINKED, has_quantities, linked_sku, new_link, read_quantity
from lazi_desktop.domain.set_difference import set_difference
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.editors.field_control import NOT_CHANGED, ControlPlace, FieldControl
from lazi_desktop.ui.editors.linked.model import Column, LinkedModel, Reference
from lazi_desktop.ui.editors.linked.sku_search import SkuSearch, pasted_list
from lazi_desktop.ui.editors.marked_field import MarkedField, is_editing
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.editors.words import difference_words
from lazi_desktop.ui.formatting import exact_money, rounded_money
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import understood
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, dress, in_card

_MOST_ROWS = 12
_NARROW = 420
_WIDTHS = {
    Column.CODE: (96, 2),
    Column.NAME: (90, 5),
    Column.KIND: (70, 0),
    Column.QUANTITY: (64, 0),
    Column.COST: (84, 0),
    Column.EXTENDED: (84, 0),
    Column.PRICE: (84, 0),
}


class LinkedControl(FieldControl):
    is_wide = True

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._field = place.field
        self._kind = place.kind
        self._context = place.context
        self._targets = LINKED[place.kind, place.field.name]
        self._reads = LatestRead(place.context.tasks, place.context.notifier, self)
        self._theirs: Value | object = NOT_CHANGED
        self._is_fixed = False
        self._own: frozenset[EntityKey] = frozenset()
        self._news = ""
        self.widget = self._marked = MarkedField(place.parent)
        self.model = LinkedModel(self._columns(place.field.name), self)
        self.table = QTableView(self.widget)
        self._dress(place.title)
        self.search = SkuSearch(place.context, self._targets, self.widget)
        self.search.setPlaceholderText(self.tr("Add by code or name, or paste a list"))
        self.search.setAccessibleName(self.tr("Add to {title}").format(title=place.title))
        self.remove = button("", "icon", glyph=Glyph.REMOVE, name=self.tr("Take out what is selected"))
        self.remove.setToolTip(self.tr("Take out what is selected (Del)"))
        self.said = label("", "small", wrap=True)
        self.apart = label("", "muted")
        self.apart.hide()
        self._lay_out()
        self.model.quantity_typed.connect(
            self._on_quantity,
            Qt.ConnectionType.QueuedConnection,  # once the cell's editor is closed
        )
        self.model.modelReset.connect(self._fit)
        self.search.picked.connect(lambda row: self._add([(row, None)]))
        self.search.listed.connect(self._add_list)
        self.search.missed.connect(lambda text: self._say(self.tr("There is no “{text}”.").format(text=text)))
        self.remove.clicked.connect(self._take_out)
        self.table.installEventFilter(self)
        self.table.viewport().installEventFilter(self)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow_removing())
        self._fit()

    def _columns(self, name: str) -> list[Column]:
        if not has_quantities(name):
            kinds = [Column.KIND] if len(self._targets) > 1 else []
            return [Column.CODE, Column.NAME, *kinds, Column.PRICE]
        figures = [Column.COST, Column.EXTENDED] if self._context.edits.sees_costs else [Column.PRICE]
        return [Column.CODE, Column.NAME, Column.QUANTITY, *figures]

    def _dress(self, title: str) -> None:
        self.table.setModel(self.model)
        dress(self.table)
        self.table.setAccessibleName(title)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.AnyKeyPressed
            | triggers.SelectedClicked
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        headings = {at: Heading("", *_WIDTHS[column]) for at, column in enumerate(self.model.columns)}
        SharedRoom(self.table, headings)

    def _lay_out(self) -> None:
        self._card = in_card(self.table, shows_focus=True)
        line = QHBoxLayout()
        line.setSpacing(metrics.GAP_TINY)
        line.addWidget(self.search, 1)
        line.addWidget(self.remove)
        layout = QVBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_TINY)
        layout.addWidget(self.apart)
        layout.addWidget(self._card)
        layout.addLayout(line)
        layout.addWidget(self.said)
        self.widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.widget.setFocusProxy(self.search)
        self._marked.mark_on(self._card)

    # -------------------------------------------------------------------------------------------------- showing

    def know(self, subject: Subject) -> None:
        if self._own != frozenset(subject.keys):
            self._own, self._news = frozenset(subject.keys), ""

    def compare_with(self, theirs: Value | object) -> None:
        self._theirs = theirs
        self.model.compare_with(None if theirs is NOT_CHANGED else _listed(theirs))

    def show_value(self, value: Value) -> None:
        self.apart.hide()
        self._show(value)

    def show_different(self, words: str, common: Value = None) -> None:
        self.apart.setText(self.tr("{words}: those that all have are shown").format(words=words))
        self.apart.show()
        self._show(common)

    def _show(self, value: Value) -> None:
        links = list(value or ())
        self._put_in_order(links)
        self._tell()
        self._look_up(links)

    def _put_in_order(self, links: Sequence[Value]) -> None:
        """By code; what is selected stays so."""
        chosen = self._chosen()
        self.model.show_links(self._in_order(links))
        if chosen and not self._chosen():
            self._choose(chosen)

    def _in_order(self, links: Sequence[Value]) -> list[Value]:
        def code(link: Value) -> tuple[bool, str]:
            row = self.model.row_of(linked_sku(link))
            return row is None, row.code.casefold() if row is not None else ""

        return sorted(links, key=code)

    def _look_up(self, links: Sequence[Value]) -> None:
        """Also those that are known: their costs may have changed."""
        references = [linked_sku(one) for one in links]
        if references:
            queries, targets = self._context.queries, self._targets
            self._reads.ask(
                lambda: {
                    reference: row
                    for kind in targets
                    for reference, row in queries.rows_by_reference(kind, references).items()
                },
                lambda found: self._learn(references, found),
            )

    def _learn(self, references: Sequence[Reference], found: Mapping[Reference, SkuRow]) -> None:
        self.model.know({one: found.get(one) for one in references})
        self._put_in_order(self.model.links)
        self._tell()
        self.told.emit()

    def _fit(self) -> None:
        rows = min(max(self.model.rowCount(), 1), _MOST_ROWS)
        self.table.setFixedHeight((rows + 1) * metrics.ROW_HEIGHT + 2)
        self._allow_removing()

    def cost(self) -> LinkedCost | None:
        """Of what is in it; None for links that have no quantity, and for who sees no costs."""
        return self.model.cost() if Column.COST in self.model.columns else None

    def _tell(self) -> None:
        cost = self.cost()
        words = ""
        if cost is not None and cost.lines and not cost.is_complete:
            words = self.tr("Incomplete: {count} without a cost. The others cost {total}.")
            words = words.format(count=cost.without_cost, total=rounded_money(cost.total))
        elif cost is not None and cost.lines:
            words = self.tr("Costs {total} in all").format(total=rounded_money(cost.total))
        self.said.setText("  ".join(part for part in (self._news, words) if part))
        self.said.setToolTip(exact_money(cost.total) if cost is not None else "")
        self.said.setVisible(bool(self.said.text()))

    def _say(self, news: str) -> None:
        """What came of what the person did last."""
        self._news = news
        self._tell()

    def difference(self) -> str:
        if self._theirs is NOT_CHANGED:
            return ""
        return difference_words(set_difference(self._field, self._theirs, self.model.links))

    # -------------------------------------------------------------------------------------------------- changing

    def _put(self, links: Sequence[Value]) -> None:
        self.typed.emit(self._field.canonical(list(links)))
        self.left.emit()

    def _add(self, found: Sequence[tuple[SkuRow, Decimal | None]]) -> None:
        """What is linked already gets the quantity that is told, or one more."""
        self._news = ""
        links = {linked_sku(one): one for one in self.model.links}
        known: dict[Reference, SkuRow | None] = {}
        for row, quantity in found:
            if row.key in self._own:
                self._say(self.tr("{code} cannot be linked to itself.").format(code=row.code))
                continue
            reference = str(row.key) if row.remote_id is None else row.remote_id
            known[reference] = row
            held = links.get(reference)
            if held is None:
                links[reference] = new_link(self._field, row.kind, reference, quantity or 1)
            elif has_quantities(self._field.name):
                links[reference] = {**held, "quantity": quantity or Decimal(held.get("quantity") or 0) + 1}
        self.model.know(known)
        if not same(list(links.values()), self.model.links):
            self._put(list(links.values()))

    def _add_list(self, wanted: Sequence[Wanted]) -> None:
        queries, codes = self._context.queries, [one.code for one in wanted]
        self._context.tasks.read(
            lambda: _by_code(queries, codes), lambda rows: self._on_list(wanted, rows), owner=self
        )

    def _on_list(self, wanted: Sequence[Wanted], rows: Mapping[str, Sequence[SkuRow]]) -> None:
        found: list[tuple[SkuRow, Decimal | None]] = []
        missing = []
        for one in wanted:
            fitting = [row for row in rows.get(code_key(one.code), ()) if row.kind in self._targets]
            try:
                quantity = None if one.quantity is None else read_quantity(one.quantity)
            except InvalidValue:
                fitting = []
            if fitting:
                found.append((max(fitting, key=lambda row: row.active), quantity))
            else:
                missing.append(one.code)
        if found:
            self._add(found)
        if missing:
            words = self.tr("{count} of {all} not found: {codes}")
            codes = ", ".join(missing[:8]) + (" …" if len(missing) > 8 else "")
            self._say(words.format(count=len(missing), all=len(wanted), codes=codes))

    def _on_quantity(self, reference: Reference, text: str) -> None:
        try:
            quantity = read_quantity(understood(text))
        except InvalidValue as problem:
            self._say(problem.detail)
            return
        self._news = ""
        self._put([
            {**one, "quantity": quantity} if linked_sku(one) == reference else one for one in self.model.links
        ])  # fmt: skip

    def _step(self, by: int) -> None:
        """+ and −: one more or less of what is selected, never less than one."""
        chosen = self._chosen()
        changed = [
            {
                **one,
                "quantity": max(
                    Decimal(one.get("quantity") or 0) + by, min(Decimal(1), Decimal(one["quantity"]))
                ),
            }
            if linked_sku(one) in chosen
            else one
            for one in self.model.links
        ]
        if not same(changed, self.model.links):
            self._put(changed)

    def _take_out(self) -> None:
        chosen = self._chosen()
        if chosen and not self._is_fixed:
            self._news = ""
            self._put([one for one in self.model.links if linked_sku(one) not in chosen])

    def _chosen(self) -> set[Reference]:
        links = self.model.links
        return {linked_sku(links[index.row()]) for index in self.table.selectionModel().selectedRows()}

    def _choose(self, references: set[Reference]) -> None:
        selection, flag = self.table.selectionModel(), QItemSelectionModel.SelectionFlag
        for place, one in enumerate(self.model.links):
            if linked_sku(one) in references:
                index = self.model.index(place, 0)
                selection.setCurrentIndex(index, flag.NoUpdate)
                selection.select(index, flag.Select | flag.Rows)

    def _allow_removing(self) -> None:
        self.remove.setEnabled(bool(self.table.selectionModel().selectedRows()) and not self._is_fixed)

    # ----------------------------------------------------------------------------------------------------- other

    def _fix(self, fixed: bool) -> None:
        self._is_fixed = self.model.is_fixed = fixed
        self.search.setVisible(not fixed)
        self.remove.setVisible(not fixed)

    def _fit_columns(self) -> None:
        """Where there is little room, what tells least is in the tool tips alone."""
        is_narrow = self.table.viewport().width() < _NARROW
        for place, column in enumerate(self.model.columns):
            if column in (Column.NAME, Column.COST):
                self.table.setColumnHidden(place, is_narrow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.table.viewport():
            self._fit_columns()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self._is_fixed:
            return False
        if is_editing(self.table):
            return False  # the cell's editor passes on what it does not need
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take_out()
        elif event.text() in ("+", "-") and has_quantities(self._field.name):
            self._step(1 if event.text() == "+" else -1)
        elif event.matches(QKeySequence.StandardKey.Paste):
            wanted = pasted_list()
            if wanted:
                self._add_list(wanted)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.table.currentIndex()
            columns = list(self.model.columns)
            if index.isValid() and Column.QUANTITY in columns:
                cell = self.model.index(index.row(), columns.index(Column.QUANTITY))
                self.table.edit(cell)
        else:
            return False
        return True


def _by_code(queries: PricebookQueries, codes: Sequence[str]) -> Mapping[str, Sequence[SkuRow]]:
    return {code_key(code): rows for code, rows in queries.rows_by_code(codes).items()}


def _listed(value: Value) -> list[Value]:
    return list(value or ())
