"""Head of the inspector and of an editor tab: what is shown, in two lines."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lazi_desktop.domain.assets import cover_address
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ports.pricebook import EntityDetail, SkuState
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.formatting import kind_title
from lazi_desktop.ui.kind_looks import word_of
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pictures import tile
from lazi_desktop.ui.said import said
from lazi_desktop.ui.shown_picture import ShownPicture
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import Chip, chip_size, entry_chip
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import theme_news
from lazi_desktop.ui.widgets.basics import set_property
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_SIDE = 44
_NAME = 15


class Tile(QWidget):
    """The entry's picture; until it is there, and where there is none, a coloured tile."""

    def __init__(self, pictures: Pictures | None) -> None:
        super().__init__()
        self._code = ""
        self._kind = EntityKind.MATERIAL
        self.picture = ShownPicture(pictures, self)
        self.picture.changed.connect(self._on_picture_changed)
        self.setFixedSize(_SIDE, _SIDE)
        theme_news.theme_changed.connect(self.update)

    def show_entity(self, code: str, kind: EntityKind, cover: str = "") -> None:
        self._code, self._kind = code, kind
        self.picture.show(cover, _SIDE, self.devicePixelRatioF())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.picture.pixmap is not None:
            painter.drawPixmap(0, 0, self.picture.pixmap)
        else:
            painter.drawPixmap(0, 0, tile(self._code, self._kind, _SIDE, self.devicePixelRatioF()))
        painter.end()

    def _on_picture_changed(self) -> None:
        problem = self.picture.problem
        self.setToolTip("" if problem is None else said(str(problem)))
        self.setAccessibleName(self.tr("Picture") if self.picture.pixmap is not None else "")
        self.update()


class EntityHeader(QWidget):
    def __init__(self, pictures: Pictures | None) -> None:
        super().__init__()
        self.tile = Tile(pictures)
        self.name = ElidedLabel()
        self.name.setFont(ui_font(_NAME, weight=QFont.Weight.DemiBold))
        self.facts = ElidedLabel("small")
        self.chip = QLabel()
        self.chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.chip.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        first = QHBoxLayout()
        first.setSpacing(metrics.GAP_SMALL)
        first.addWidget(self.name, 1)
        first.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        words.addLayout(first)
        words.addWidget(self.facts)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(metrics.GAP, metrics.GAP, metrics.GAP, metrics.GAP_TINY)
        layout.setSpacing(metrics.GAP)
        layout.addWidget(self.tile)
        layout.addLayout(words, 1)

    def show_detail(self, detail: EntityDetail, *, is_proposed: bool) -> None:
        now = detail.effective
        code = str(now.get("code") or "")
        name = str(now.get("display_name") or now.get("name") or code)
        self.tile.show_entity(code or name, detail.kind, cover_address(now))
        self.name.setText(name)
        words = [code, self._remote_words(detail), word_of(detail.kind)]
        if now.get("active") is False:
            words.append(self.tr("inactive"))
        self.facts.setText("  ·  ".join(word for word in words if word))
        self._show_chip(entry_chip(state_of(detail), detail.remote_id, is_proposed=is_proposed))

    def show_many(self, subject: Subject) -> None:
        """Several as one: how many of which kind."""
        kinds = Counter(row.kind for row in subject.rows)
        self.tile.show_entity("", kinds.most_common(1)[0][0])
        self.name.setText(self.tr("{count} entries").format(count=whole(len(subject.keys))))
        self.facts.setText(
            "  ·  ".join(f"{whole(count)} {kind_title(kind, count)}" for kind, count in kinds.most_common())
        )
        self._show_chip(None)

    def _remote_words(self, detail: EntityDetail) -> str:
        if detail.gone:
            return self.tr("deleted in ServiceTitan")
        if detail.remote_id is None:
            return self.tr("will be created")
        return f"ST {detail.remote_id}"

    def _show_chip(self, chip: Chip | None) -> None:
        self.chip.setVisible(chip is not None)
        if chip is not None:
            self.chip.setText(chip.text)
            set_property(self.chip, "chip", chip.role.value)
            self.chip.setFixedWidth(chip_size(chip.text).width())


def state_of(detail: EntityDetail) -> SkuState:
    """The most urgent of what happened to an entity's changes, as its row in the grid shows it."""
    if detail.gone:
        return SkuState.GONE
    if detail.conflicts:
        return SkuState.CONFLICT
    found = {str(override.state) for override in detail.overrides.values()}
    order = (SkuState.FAILED, SkuState.DIFFERS, SkuState.SUBMITTED, SkuState.PENDING)
    urgent = next((state for state in order if str(state) in found), SkuState.NONE)
    drafted = urgent in (SkuState.NONE, SkuState.PENDING)
    return SkuState.NEW if drafted and detail.remote_id is None else urgent
