"""One of the jobs of a material list: a kit, what the job is called, how often and with what."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.material_list import Job
from lazi_desktop.ui.kits.panels.how_often import HowOften
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.elided_label import ElidedLabel


class JobCard(QFrame):
    """`changed()`, `removed()`"""

    changed = Signal()
    removed = Signal()

    def __init__(self, book: KitBook, job: Job) -> None:
        super().__init__()
        self.setProperty("surface", "inset")
        kit = book.kits[job.kit]
        self._kit = job.kit
        self.name = ElidedLabel("heading")
        self.name.setText(kit.name)
        self.close_button = button(
            "", "icon", glyph=Glyph.CLOSE, name=self.tr("Leave out {name}").format(name=kit.name)
        )
        self.title = QLineEdit(job.title)
        self.title.setMaxLength(120)
        self.title.setPlaceholderText(self.tr("For which job (as you call it)"))
        self.title.setAccessibleName(self.tr("Job"))
        self.how = HowOften()
        self.how.show_kit(kit, book, count=job.count, values=job.values, options=frozenset(job.options))
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.GAP, metrics.GAP_TINY, metrics.GAP_TINY, metrics.GAP)
        column.setSpacing(metrics.GAP_TINY)
        column.addLayout(top)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, metrics.GAP_SMALL, 0)
        inner.setSpacing(metrics.GAP_TINY + 2)
        inner.addWidget(self.title)
        inner.addWidget(self.how)
        column.addLayout(inner)
        self.title.textEdited.connect(self.changed)
        self.how.changed.connect(self.changed)
        self.close_button.clicked.connect(self.removed)

    def follow(self, book: KitBook) -> None:
        kit = book.kits.get(self._kit)
        if kit is not None:
            self.name.setText(kit.name)
            self.how.follow(kit, book)

    @property
    def job(self) -> Job | None:
        """None while how many is no number, or a value is none."""
        count = self.how.count
        if count is None or self.how.problem:
            return None
        title = " ".join(self.title.text().split())
        return Job(kit=self._kit, count=count, values=self.how.values, options=self.how.taken, title=title)
