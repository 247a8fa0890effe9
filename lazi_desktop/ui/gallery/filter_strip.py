"""The pills above the contact sheet: kinds, and what is the matter with the pictures, each with how many there are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.formatting import counted, kind_title
from lazi_desktop.ui.gallery.gallery_filters import FLAGS, GalleryFilters
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.translatable import QT_TRANSLATE_NOOP
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

_TITLES = {
    SkuFlag.NO_IMAGE: (
        QT_TRANSLATE_NOOP("GalleryFlags", "No picture"),
        QT_TRANSLATE_NOOP("GalleryFlags", "Entries without any picture"),
    ),
    SkuFlag.LOW_IMAGE: (
        QT_TRANSLATE_NOOP("GalleryFlags", "Low resolution"),
        QT_TRANSLATE_NOOP("GalleryFlags", "A picture looks poor on a tablet: fewer than 400 pixels"),
    ),
    SkuFlag.BROKEN_IMAGE: (
        QT_TRANSLATE_NOOP("GalleryFlags", "Broken"),
        QT_TRANSLATE_NOOP("GalleryFlags", "A picture cannot be shown, or is not where it should be"),
    ),
    SkuFlag.SHARED_IMAGE: (
        QT_TRANSLATE_NOOP("GalleryFlags", "Shared"),
        QT_TRANSLATE_NOOP("GalleryFlags", "The same picture hangs on another entry, too"),
    ),
    SkuFlag.IMAGE_PENDING: (
        QT_TRANSLATE_NOOP("GalleryFlags", "Pending"),
        QT_TRANSLATE_NOOP("GalleryFlags", "Pictures changed here that ServiceTitan does not have yet"),
    ),
    SkuFlag.IMAGE_FAILED: (
        QT_TRANSLATE_NOOP("GalleryFlags", "Failed"),
        QT_TRANSLATE_NOOP("GalleryFlags", "ServiceTitan refused the pictures, or shows others"),
    ),
}


_OF_LOOKS = frozenset((SkuFlag.LOW_IMAGE, SkuFlag.BROKEN_IMAGE, SkuFlag.SHARED_IMAGE))


def flag_words(flag: SkuFlag) -> tuple[str, str]:
    """Its title, and what it means."""
    title, meaning = _TITLES[flag]
    return QCoreApplication.translate("GalleryFlags", title), QCoreApplication.translate(
        "GalleryFlags", meaning
    )


class FilterStrip(QWidget):
    """`kind_toggled(kind, on)`, `flag_toggled(flag, on)`, `pictures_dropped()`, `only_active_dropped()`,
    `cleared()`."""

    kind_toggled = Signal(object, bool)
    flag_toggled = Signal(object, bool)
    pictures_dropped = Signal()
    only_active_dropped = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Filters"))
        self.kinds = {kind: self._pill() for tree in Tree for kind in tree.sku_kinds}
        self.flags = {flag: self._pill() for flag in FLAGS}
        self.pictures = self._pill()
        self.pictures.setToolTip(self.tr("Only what shows these pictures, as a report has them"))
        self.pictures.clicked.connect(self.pictures_dropped)
        self.only_active = self._pill()
        self.only_active.setText(self.tr("Active only"))
        self.only_active.setAccessibleName(self.only_active.text())
        self.only_active.setToolTip(self.tr("Without inactive entries, as a report counts"))
        self.only_active.clicked.connect(self.only_active_dropped)
        self.clear_button = button(self.tr("Clear filters"), "link")
        self.clear_button.setProperty("pill", True)
        self.clear_button.setToolTip(self.tr("Show all entries again"))
        self.clear_button.clicked.connect(self.cleared)
        self._flow = FlowLayout(self, gap=4)
        for kind, pill in self.kinds.items():
            pill.clicked.connect(lambda on, kind=kind: self.kind_toggled.emit(kind, on))
        for flag, pill in self.flags.items():
            pill.clicked.connect(lambda on, flag=flag: self.flag_toggled.emit(flag, on))
            words = flag_words(flag)[1]
            if flag in _OF_LOOKS:
                words = f"{words}.\n{self.tr('Counts only pictures that were looked at; Keep offline looks at all')}"
            pill.setToolTip(words)
        of_reports = (self.pictures, self.only_active)
        for one in (*of_reports, *self.kinds.values(), *self.flags.values(), self.clear_button):
            self._flow.addWidget(one)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_filters(GalleryFilters(), Tree.MATERIALS)
        self.show_counts({}, {})

    @staticmethod
    def _pill() -> QPushButton:
        made = button("")
        made.setProperty("pill", True)
        made.setCheckable(True)
        return made

    def show_filters(self, filters: GalleryFilters, tree: Tree) -> None:
        kinds = tree.sku_kinds if len(tree.sku_kinds) > 1 else ()
        for kind, pill in self.kinds.items():
            pill.setChecked(kind in filters.kinds)
            pill.setVisible(kind in kinds)
        for flag, pill in self.flags.items():
            pill.setChecked(flag in filters.flags)
        count = len(filters.pictures)
        self.pictures.setText(self.tr("One picture") if count == 1 else self.tr("Pictures of a report"))
        self.pictures.setAccessibleName(self.pictures.text())
        self.pictures.setChecked(bool(count))
        self.pictures.setVisible(bool(count))
        self.only_active.setChecked(filters.only_active)
        self.only_active.setVisible(filters.only_active)
        self.clear_button.setVisible(bool(filters))

    def show_counts(self, kinds: Mapping[EntityKind, int], flags: Mapping[SkuFlag, int]) -> None:
        for kind, pill in self.kinds.items():
            count = kinds.get(kind, 0)
            self._say(pill, kind_title(kind).capitalize(), count)
        for flag, pill in self.flags.items():
            self._say(pill, flag_words(flag)[0], flags.get(flag, 0))

    def _say(self, pill: QPushButton, title: str, count: int) -> None:
        pill.setText(f"{title} {whole(count)}".replace("&", "&&"))
        entries = counted(count, self.tr("entry"), self.tr("entries"))
        pill.setAccessibleName(f"{title}, {entries}")
        pill.setEnabled(bool(count) or pill.isChecked())
