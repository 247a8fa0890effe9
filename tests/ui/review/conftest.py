"""The Review page over a pricebook in memory."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from lazi_desktop.domain.ops import OpDraft, OpKind
from lazi_desktop.operations.change_sets import open_change_set
from lazi_desktop.ui.review.arranging import Group, Grouping, Sorting
from lazi_desktop.ui.review.review_model import Column
from lazi_desktop.ui.review.review_page import ReviewPage
from lazi_desktop.ui.review.review_row import ReviewRow
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme.apply import dressed_at_the_end
from tests.fakes.ui_fakes import FakeApp

SHOWN = (Column.CHANGE, Column.FIELD, Column.THEIRS, Column.OURS, Column.EFFECT, Column.BY, Column.STATE)


class Desk:
    """The page, and what a test does with it."""

    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app, self.book, self.qtbot = app, app.book, qtbot
        self.signals = EngineSignals(app.engine, app.edits)
        with dressed_at_the_end():
            self.page = ReviewPage(app.context, self.signals)
        qtbot.addWidget(self.page)
        self.page.resize(1500, 700)
        self.page.show()
        self.settle()

    @property
    def table(self):
        return self.page.table

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.app.tasks.idle)

    def read(self) -> None:
        """What was changed behind its back."""
        self.page.sets.read()
        self.page.refresh()
        self.settle()

    def group_by(self, grouping: Grouping, sorting: Sorting = Sorting.CODE) -> None:
        self.page.strip.show_arrangement(grouping, sorting)
        self.page.strip.changed.emit()
        self.settle()

    def lines(self, *columns: Column) -> list[str]:
        """Heads begin with ▾ or ▸, ticked lines with ☑."""
        model = self.page.model
        marks = {
            Qt.CheckState.Checked: "☑ ",
            Qt.CheckState.Unchecked: "☐ ",
            Qt.CheckState.PartiallyChecked: "◪ ",
        }
        drawn = []
        for number, line in enumerate(model.lines):
            state = model.index(number, 0).data(Qt.ItemDataRole.CheckStateRole)
            mark = "" if state is None else marks[Qt.CheckState(state)]
            if isinstance(line, Group):
                mark = ("▾ " if model.is_open(line) else "▸ ") + mark
            texts = [str(model.index(number, column).data() or "") for column in columns or (Column.CHANGE,)]
            drawn.append(mark + " | ".join(texts))
        return drawn

    def number(self, code: str, field: str = "") -> int:
        return next(
            number
            for number, line in enumerate(self.page.model.lines)
            if isinstance(line, ReviewRow) and line.code == code and field in ("", line.changes[0].field)
        )

    def choose(self, *lines: int) -> None:
        self.table.clearSelection()
        self.table.go_to(lines[0])
        selection = self.table.selectionModel()
        for number in lines[1:]:
            flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
            selection.select(self.page.model.index(number, 0), flags)
        self.table.setFocus()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.table, key, modifiers)
        self.settle()

    def found(self, message: str) -> UUID:
        """A change-set that somebody else opened; new edits do not go under it."""
        with self.app.workspace.unit_of_work() as work:
            set_id = work.new_key()
            open_change_set(work, message, set_id=set_id)
            work.choose_change_set(None)
        return set_id

    def propose(self, code: str, field: str, value: object, *, change_set: UUID | None = None) -> UUID:
        key = self.book.key(code)
        kind, fields = self.book.mirror[key]
        draft = OpDraft(
            kind=OpKind.PROPOSE, entity_kind=kind, entity_key=key, field=field, value=value, seen=fields.get(field),
            change_set=change_set,
        )  # fmt: skip
        return self.book.record([draft], label="Propose", undoable=False).op_ids[0]


@pytest.fixture
def desk(app: FakeApp, qtbot) -> Desk:
    desk = Desk(app, qtbot)
    desk.page.activateWindow()
    qtbot.waitUntil(desk.page.isActiveWindow)
    return desk
