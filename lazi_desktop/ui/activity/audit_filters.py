"""Which lines of the audit log are looked for: whose, of what, from where, between which days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from lazi_desktop.domain.audit import AuditOrigin
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPerson
from lazi_desktop.ui.activity.audit_lines import field_choices, origin_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

_CODE_WIDTH, _DAY_WIDTH, _FIELD_WIDTH = 190, 150, 190


class AuditFilters(QWidget):
    """`changed()`: something else is looked for. What is typed for a day and is none stands in `wrong_day`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.code = self._typed(self.tr("Code of an entry…"), self.tr("Code of an entry"), _CODE_WIDTH)
        self.code.addAction(
            QAction(icon(Glyph.SEARCH, "text_muted"), "", self.code), QLineEdit.ActionPosition.LeadingPosition
        )
        self.person = self._choice(self.tr("Whose changes"), self.tr("Everybody"))
        self.origin = self._choice(self.tr("Where it came from"), self.tr("Everything"))
        for origin in AuditOrigin:
            self.origin.addItem(origin_words(origin), origin)
        self.field = self._choice(self.tr("Field"), self.tr("All fields"))
        for name, title in field_choices().items():
            self.field.addItem(title, name)
        self.since = self._typed(self.tr("From 2026-01-31"), self.tr("From which day"), _DAY_WIDTH)
        self.until = self._typed(self.tr("To 2026-12-31"), self.tr("To which day"), _DAY_WIDTH)
        row = FlowLayout(self, gap=metrics.GAP_SMALL)
        for part in (self.code, self.person, self.origin, self.field, self.since, self.until):
            row.addWidget(part)
        self.field.setFixedWidth(_FIELD_WIDTH)

    def _typed(self, hint: str, name: str, width: int) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(hint)
        edit.setAccessibleName(name)
        edit.setClearButtonEnabled(True)
        edit.setFixedWidth(width)
        edit.textChanged.connect(lambda _text: self.changed.emit())
        return edit

    def _choice(self, name: str, everything: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.addItem(everything, "")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        return box

    def offer(self, people: Sequence[AuditPerson]) -> None:
        """Whoever may see nobody else's has nothing to choose."""
        chosen = self.person.currentData()
        self.person.blockSignals(True)
        while self.person.count() > 1:
            self.person.removeItem(1)
        for one in people:
            self.person.addItem(one.name, one.login)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
        self.person.blockSignals(False)
        self.person.setVisible(len(people) > 1)

    @property
    def wrong_day(self) -> str:
        """What was typed for a day and is none; "" where all is well."""
        typed = (edit.text().strip() for edit in (self.since, self.until))
        return next((text for text in typed if text and _day(text) is None), "")

    @property
    def is_any(self) -> bool:
        return self.wanted() == AuditFilter()

    def wanted(self) -> AuditFilter:
        until = _day(self.until.text())
        origin = self.origin.currentData()
        return AuditFilter(
            person=self.person.currentData() or "",
            code=self.code.text().strip(),
            field=self.field.currentData() or "",
            origin=AuditOrigin(origin) if origin else None,
            since=_start(_day(self.since.text())),
            until=_start(until + timedelta(days=1)) if until is not None else None,
        )

    def words(self) -> str:
        """What is looked for, as it is chosen; "" where that is everything."""
        chosen = [box.currentText() for box in (self.person, self.origin, self.field) if box.currentIndex()]
        days = [
            words.format(day=edit.text().strip())
            for words, edit in ((self.tr("from {day}"), self.since), (self.tr("to {day}"), self.until))
            if edit.text().strip()
        ]
        return " · ".join(filter(None, (self.code.text().strip(), *chosen, *days)))

    def show_everything(self) -> None:
        self.blockSignals(True)
        for edit in (self.code, self.since, self.until):
            edit.clear()
        for box in (self.person, self.origin, self.field):
            box.setCurrentIndex(0)
        self.blockSignals(False)
        self.changed.emit()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if date.min < day < date.max else None


def _start(day: date | None) -> datetime | None:
    """When it begins here."""
    return datetime.combine(day, time.min).astimezone() if day is not None else None
