"""The versions of a kit: saving one, comparing with one, and going back to it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lazi_desktop.domain.kits.kit import Version
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.operations.kits.versions import restore_version, save_version
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.sync.people import person, sentence_start
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.two_lines import LineRole, TwoLineList, row_item


class VersionsView(QWidget):
    """`compare_wanted(version)`: with the kit as it is."""

    compare_wanted = Signal(object)

    def __init__(self, context: UiContext, shown: ShownKit) -> None:
        super().__init__()
        self._context = context
        self._shown = shown
        self.note = QLineEdit()
        self.note.setMaxLength(1_000)
        self.note.setPlaceholderText(self.tr("What is new (optional)"))
        self.note.setAccessibleName(self.tr("Note of the version"))
        self.save = button(self.tr("Save version"))
        self.nothing = label(
            self.tr("None yet. One is saved by itself when the kit is used in a service."), "small", wrap=True
        )
        self.list = TwoLineList(self.tr("Versions"))
        self._rows = QStandardItemModel(self)
        self.list.setModel(self._rows)
        self.compare = button(self.tr("Compare"), glyph=Glyph.COMPARE)
        self.restore = button(self.tr("Restore"), glyph=Glyph.REVERT)
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.note.returnPressed.connect(self._save)
        self.compare.clicked.connect(self._compare)
        self.list.activated.connect(lambda _: self._compare())
        self.restore.clicked.connect(self._restore)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        shown.changed.connect(self._show)
        context.edits.level_changed.connect(self._offer)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(metrics.GAP_SMALL)
        top.addWidget(self.note, 1)
        top.addWidget(self.save)
        foot = QHBoxLayout()
        foot.setSpacing(metrics.GAP_SMALL)
        foot.addWidget(self.compare)
        foot.addWidget(self.restore)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        padding = metrics.CARD_PADDING
        column.setContentsMargins(padding, metrics.GAP, padding, padding)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(top)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    # ------------------------------------------------------------------------------------------------------- showing

    def _show(self) -> None:
        kit, chosen = self._shown.kit, self._chosen()
        versions = list(reversed(kit.versions)) if kit is not None else []
        self._rows.clear()
        for one in versions:
            self._rows.appendRow(
                row_item(
                    one.note or self.tr("Version {n}").format(n=one.number),
                    sentence_start(person(one.by, self._context.me if one.by else {""})),
                    at_right=f"v{one.number} · {moment(one.at)}" if one.at else f"v{one.number}",
                    subject=one.key,
                )
            )
        keys = [one.key for one in versions]
        if keys:
            place = keys.index(chosen) if chosen in keys else 0
            self.list.setCurrentIndex(self._rows.index(place, 0))
        self.nothing.setVisible(not versions)
        self.list.setVisible(bool(versions))
        self._offer()

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._offer()

    def _offer(self) -> None:
        edits = self._context.edits
        allowed, chosen = edits.may_record, self._chosen() is not None
        self.save.setEnabled(allowed and self._shown.kit is not None)
        self.note.setEnabled(self.save.isEnabled())
        self.compare.setEnabled(chosen)
        self.restore.setEnabled(chosen and allowed)
        self.compare.setVisible(self._rows.rowCount() > 0)
        self.restore.setVisible(self._rows.rowCount() > 0)

    def _chosen(self) -> PartId | None:
        key = self.list.currentIndex().data(LineRole.SUBJECT)
        return PartId(key) if key is not None else None

    # -------------------------------------------------------------------------------------------------------- acting

    def _version(self) -> Version | None:
        kit, key = self._shown.kit, self._chosen()
        return next((one for one in kit.versions if one.key == key), None) if kit is not None else None

    def _save(self) -> None:
        kit, note = self._shown.kit, " ".join(self.note.text().split())
        if kit is not None:
            key = kit.key
            self._context.edits.do(
                lambda work: save_version(work, key, note),
                initiator=self,
                done=lambda _: self.note.clear(),
            )

    def _compare(self) -> None:
        version = self._version()
        if version is not None:
            self.compare_wanted.emit(version)

    def _restore(self) -> None:
        kit, version = self._shown.kit, self._version()
        if kit is None or version is None:
            return
        key, part = kit.key, version.key
        told = self.tr("Version {n} restored.").format(n=version.number)
        self._context.edits.do(
            lambda work: restore_version(work, key, part),
            initiator=self,
            done=lambda _: self._context.notifier.done(told),
        )
