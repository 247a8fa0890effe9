"""All vendors of an entry in one table: the primary one first, its cost the entry's. Each change is a finished edit."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.set_difference import set_difference
from lazi_desktop.domain.values import Value
from lazi_desktop.domain.vendors import Link, as_primary, vendor_links
from lazi_desktop.ui.editors.field_control import NOT_CHANGED, ControlPlace, FieldControl
from lazi_desktop.ui.editors.marked_field import MarkedField, is_editing
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.editors.vendors.known import vendor_number
from lazi_desktop.ui.editors.vendors.sub_accounts import sub_accounts_words
from lazi_desktop.ui.editors.words import difference_words
from lazi_desktop.ui.formatting import money
from lazi_desktop.ui.listed import vendor_words
from lazi_desktop.ui.numerals import read_here
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.plain_table import LEFT, RIGHT, Heading, SharedRoom, dress, in_card


class Column(IntEnum):
    PRIMARY = 0
    NAME = 1
    PART = 2
    COST = 3
    MEMO = 4
    ACTIVE = 5


_MEMBERS = {Column.PART: "vendorPart", Column.COST: "cost", Column.MEMO: "memo", Column.ACTIVE: "active"}
_WIDTHS = {
    Column.PRIMARY: (32, 0),
    Column.NAME: (54, 4),
    Column.PART: (54, 4),
    Column.COST: (64, 0),
    Column.MEMO: (16, 3),
    Column.ACTIVE: (30, 0),
}
_MOST_ROWS = 10
_MOST_LETTERS = 500


class VendorsControl(FieldControl):
    is_wide = True

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._field = place.field
        self._cost = FIELDS[place.kind]["cost"]
        self._context = place.context
        self._lists = place.lists
        self._values: dict[str, Value] = {}
        self._is_one = False
        self._is_fixed = False
        self._is_showing = False
        self._links: list[Link] = []
        self._theirs: Value = None
        self._differs = False
        self.widget = self._marked = MarkedField(place.parent)
        self.table = QTableWidget(0, len(Column), self.widget)
        self._dress(place.title)
        self.add = QLineEdit(self.widget)
        self.add.setPlaceholderText(self.tr("Add a vendor by name"))
        self.add.setAccessibleName(self.tr("Add a vendor by name"))
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self.add)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._on_name)
        self.add.setCompleter(completer)
        self.remove = button("", "icon", glyph=Glyph.REMOVE, name=self.tr("Take out the selected vendor"))
        self.remove.setToolTip(self.tr("Take out the selected vendor (Del)"))
        self.detail = label("", "small", wrap=True)
        self.detail.hide()
        self.said = label("", "small", wrap=True)
        self.said.hide()
        self._lay_out()
        self.add.returnPressed.connect(lambda: self._on_name(self.add.text()))
        self.add.textEdited.connect(lambda _text: self._lists.vendors(self._names.setStringList, owner=self))
        self.table.cellChanged.connect(self._on_cell_later)
        self.table.cellClicked.connect(self._on_click)
        self.table.currentCellChanged.connect(lambda *_: self._tell_detail())
        self.table.installEventFilter(self)
        self.remove.clicked.connect(self._take_out)

    def _dress(self, title: str) -> None:
        dress(self.table)
        self.table.setAccessibleName(title)
        titles = {
            Column.PRIMARY: "",
            Column.NAME: self.tr("Vendor"),
            Column.PART: self.tr("Part"),
            Column.COST: self.tr("Cost"),
            Column.MEMO: self.tr("Memo"),
            Column.ACTIVE: "",
        }
        for column, words in titles.items():
            item = QTableWidgetItem(words)
            item.setTextAlignment(RIGHT if column is Column.COST else LEFT)
            self.table.setHorizontalHeaderItem(column, item)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = SharedRoom(self.table, {column: Heading("", *_WIDTHS[column]) for column in Column})
        room.hide(() if self._context.edits.sees_costs else (Column.COST,))

    def _lay_out(self) -> None:
        card = in_card(self.table, shows_focus=True)
        self._marked.mark_on(card)
        line = QHBoxLayout()
        line.setSpacing(metrics.GAP_TINY)
        line.addWidget(self.add, 1)
        line.addWidget(self.remove)
        layout = QVBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_TINY)
        layout.addWidget(card)
        layout.addWidget(self.detail)
        layout.addLayout(line)
        layout.addWidget(self.said)
        self.widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.widget.setFocusProxy(self.table)

    # -------------------------------------------------------------------------------------------------- showing

    def know(self, subject: Subject) -> None:
        self._values, self._is_one = dict(subject.values), subject.is_one

    def compare_with(self, theirs: Value | object) -> None:
        self._differs = theirs is not NOT_CHANGED
        self._theirs = theirs if self._differs else None

    def show_value(self, value: Value) -> None:
        self._say("")
        self._show(value)

    def show_different(self, words: str, common: Value = None) -> None:
        self._show(common)
        self._say(self.tr("{words}: those that all have are shown").format(words=words))

    def _show(self, value: Value) -> None:
        values = {**self._values, "other_vendors": value}
        self._links = vendor_links(values) if self._is_one else list(value or ())
        self._is_showing = True
        self.table.setRowCount(len(self._links))
        for place, link in enumerate(self._links):
            for column in Column:
                self.table.setItem(place, column, self._item(place, link, column))
        self._is_showing = False
        rows = min(max(len(self._links), 1), _MOST_ROWS)
        self.table.setFixedHeight((rows + 1) * metrics.ROW_HEIGHT + 2)
        self._tell_detail()

    def _item(self, place: int, link: Link, column: Column) -> QTableWidgetItem:
        item = QTableWidgetItem()
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_primary = self._is_primary(place)
        if column is Column.PRIMARY:
            item.setText("●" if is_primary else "○")
            told = self.tr("Primary vendor") if is_primary else self.tr("Space makes it the primary vendor")
            item.setToolTip(told)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        elif column is Column.ACTIVE:
            item.setCheckState(Qt.CheckState.Checked if link.get("active") else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("Active"))
            item.setToolTip(self.tr("Active"))
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        else:
            item.setText(_text(link, column))
            item.setToolTip(_text(link, column))
            if column is not Column.NAME:
                flags |= Qt.ItemFlag.ItemIsEditable
        if self._is_fixed:
            flags &= ~(Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setFlags(flags)
        item.setTextAlignment(RIGHT if column is Column.COST else LEFT)
        if link.get("active") is False:
            item.setForeground(color("text_muted"))
        return item

    def _tell_detail(self) -> None:
        """Of the vendor that is gone to; before that, of the first who has any."""
        current = self.table.currentRow()
        links = [self._links[current]] if 0 <= current < len(self._links) else self._links
        told = (sub_accounts_words(link, _text(link, Column.NAME)) for link in links)
        words = next(filter(None, told), "")
        self.detail.setText(words)
        self.detail.setVisible(bool(words))

    def _is_primary(self, place: int) -> bool:
        primary: Link = (self._values.get("primary_vendor") or {}) if self._is_one else {}
        return bool(primary) and self._links[place].get("vendorId") == primary.get("vendorId")

    def difference(self) -> str:
        if not self._differs:
            return ""
        held = self._values.get("other_vendors") or ()
        return difference_words(set_difference(self._field, self._theirs, held))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    # ------------------------------------------------------------------------------------------------- changing

    def _on_cell_later(self, place: int, at: int) -> None:
        """Once the cell's editor is closed: the table is made anew."""
        if not self._is_showing:
            QTimer.singleShot(0, self, lambda: self._on_cell(place, at))

    def _on_cell(self, place: int, at: int) -> None:
        item, column = self.table.item(place, at), Column(at)
        if item is None or place >= len(self._links) or column not in _MEMBERS:
            return
        try:
            value = self._read(column, item)
        except InvalidValue as problem:
            self._show_again()
            self._say(problem.detail)
            return
        link = self._links[place]
        if _same_text(link, column, value):
            self._show_again()
        elif self._is_primary(place) and column is Column.COST:
            self.elsewhere.emit("cost", value)
        elif self._is_primary(place):
            self.elsewhere.emit("primary_vendor", {**link, _MEMBERS[column]: value})
        else:
            self._put({**link, _MEMBERS[column]: value})

    def _read(self, column: Column, item: QTableWidgetItem) -> Value:
        if column is Column.ACTIVE:
            return item.checkState() == Qt.CheckState.Checked
        if column is Column.COST:
            return read_here(self._cost, item.text())
        return " ".join(item.text().split())[:_MOST_LETTERS]

    def _show_again(self) -> None:
        self._show(self._values.get("other_vendors"))

    def _put(self, link: Link) -> None:
        """Adds it, or in the place of the one to the same vendor."""
        held = [one for one in self._held() if one.get("vendorId") != link["vendorId"]]
        self._hand_over([*held, link])

    def _held(self) -> list[Link]:
        return list(self._values.get("other_vendors") or ())

    def _hand_over(self, links: Sequence[Link]) -> None:
        self._values["other_vendors"] = self._field.canonical(list(links))
        self.typed.emit(self._values["other_vendors"])
        self.left.emit()

    def _on_click(self, place: int, at: int) -> None:
        if Column(at) is Column.PRIMARY:
            self._make_primary(place)

    def _make_primary(self, place: int) -> None:
        if self._is_one and not self._is_fixed and not self._is_primary(place):
            self.elsewhere.emit("primary_vendor", as_primary(self._values, self._links[place]["vendorId"]))

    def _take_out(self) -> None:
        place = self.table.currentRow()
        if self._is_fixed or not 0 <= place < len(self._links):
            return
        if self._is_primary(place):
            self._say(self.tr("This is the primary vendor: make another one primary first."))
            return
        gone = self._links[place].get("vendorId")
        self._hand_over([one for one in self._held() if one.get("vendorId") != gone])

    def _on_name(self, name: str) -> None:
        name = name.strip()
        if name and not self._is_fixed:
            queries = self._context.queries
            self._context.tasks.read(
                lambda: vendor_number(queries, name), lambda found: self._on_number(name, found), owner=self
            )

    def _on_number(self, name: str, found: tuple[int, str] | None) -> None:
        if found is None:
            words = self.tr("No entry here has the vendor “{name}”, so its number is not known.")
            self._say(words.format(name=name))
            return
        self.add.clear()
        if any(link.get("vendorId") == found[0] for link in self._links):
            self._say(self.tr("{name} is in the list already.").format(name=found[1]))
            return
        link: Link = {
            "vendorId": found[0],
            "vendorName": found[1],
            "cost": self._values.get("cost") or 0,
            "active": True,
        }
        if self._is_one and not self._values.get("primary_vendor"):
            self.elsewhere.emit("primary_vendor", link)
        else:
            self._put(link)

    # ---------------------------------------------------------------------------------------------------- other

    def _fix(self, fixed: bool) -> None:
        self._is_fixed = fixed
        self.add.setVisible(not fixed)
        self.remove.setVisible(not fixed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self._is_fixed:
            return False
        if is_editing(self.table):
            return False  # the cell's editor passes on what it does not need
        at = Column(max(self.table.currentColumn(), 0))
        if event.key() == Qt.Key.Key_Delete:
            self._take_out()
        elif event.key() == Qt.Key.Key_Space and at in (Column.PRIMARY, Column.NAME):
            self._make_primary(self.table.currentRow())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.currentItem() is not None:
            if not self.table.isPersistentEditorOpen(
                self.table.currentIndex()
            ):  # its Enter comes by here, too
                self.table.editItem(self.table.currentItem())
        else:
            return False
        return True


def _text(link: Link, column: Column) -> str:
    match column:
        case Column.NAME:
            return vendor_words(link)
        case Column.COST:
            return money(link.get("cost"))
    return str(link.get(_MEMBERS[column]) or "")


def _same_text(link: Link, column: Column, value: Any) -> bool:
    held = link.get(_MEMBERS[column])
    return held == value or (
        not held and not value and column is not Column.ACTIVE and column is not Column.COST
    )
