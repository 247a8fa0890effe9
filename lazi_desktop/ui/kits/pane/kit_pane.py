"""The right side of the kit builder: parameters, what the kit comes to and why, what is wrong with it, who uses it.

Behind tabs: its versions, and what happened to it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.pane.clashes_section import ClashesSection
from lazi_desktop.ui.kits.pane.explanation import Explanation
from lazi_desktop.ui.kits.pane.kit_history import KitHistory
from lazi_desktop.ui.kits.pane.parameters_section import ParametersSection
from lazi_desktop.ui.kits.pane.problems_section import ProblemsSection
from lazi_desktop.ui.kits.pane.roll_up_section import RollUpSection
from lazi_desktop.ui.kits.pane.samples_line import SamplesLine
from lazi_desktop.ui.kits.pane.used_in_section import UsedInSection
from lazi_desktop.ui.kits.pane.versions_view import VersionsView
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import line


class KitPane(QFrame):
    """Shows what `shown` has, and tries values of parameters on it.

    `line_wanted(path)`: to go to that line, a path as `ShownKit.line`. `field_wanted(sku, field)`: to set what is
    missing of a SKU. `service_wanted(key)`, `kit_wanted(kit)`: to go there. `review_wanted(differences)`: of what the
    kit would change in services. `compare_wanted(version)`: with the kit as it is.
    """

    line_wanted = Signal(object)
    field_wanted = Signal(object, str)
    service_wanted = Signal(object)
    kit_wanted = Signal(object)
    review_wanted = Signal(object)
    compare_wanted = Signal(object)

    def __init__(self, context: UiContext, signals: EngineSignals, shown: ShownKit) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.clashes = ClashesSection(context, shown)
        self.parameters = ParametersSection(context, shown)
        self.samples = SamplesLine(context, shown)
        self.roll_up = RollUpSection(shown)
        self.problems = ProblemsSection(context, shown)
        self.explanation = Explanation(shown)
        self.used_in = UsedInSection(context, shown)
        self.versions = VersionsView(context, shown)
        self.history = KitHistory(context, signals, shown)
        self.tabs = QTabBar()
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("What of the kit is shown"))
        self._stack = QStackedWidget()
        self._lay_out()
        self._pass_on()
        self.tabs.currentChanged.connect(self._show_tab)

    def _lay_out(self) -> None:
        self.place = QScrollArea()
        self.place.setWidgetResizable(True)
        self.place.setFrameShape(QFrame.Shape.NoFrame)
        self.place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.place.setWidget(self._sections())
        self._stack.addWidget(self.place)
        self._stack.addWidget(self.versions)
        self._stack.addWidget(self.history)
        for title in (self.tr("Kit"), self.tr("Versions"), self.tr("History")):
            self.tabs.addTab(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(line())
        column.addWidget(self._stack, 1)

    def _sections(self) -> QWidget:
        content = QWidget()
        content.setProperty("surface", "plain")
        column = QVBoxLayout(content)
        column.setContentsMargins(
            metrics.CARD_PADDING, metrics.GAP_SMALL, metrics.CARD_PADDING, metrics.CARD_PADDING
        )
        column.setSpacing(metrics.GAP_SMALL)
        for section in (
            self.clashes, self.parameters, self.samples, self.roll_up, self.problems, self.explanation, self.used_in,
        ):  # fmt: skip
            column.addWidget(section)
        column.addStretch(1)
        return content

    def _pass_on(self) -> None:
        self.clashes.line_wanted.connect(self.line_wanted)
        self.problems.line_wanted.connect(self.line_wanted)
        self.problems.field_wanted.connect(self.field_wanted)
        self.roll_up.total_wanted.connect(self.explanation.explain_total)
        self.used_in.service_wanted.connect(self.service_wanted)
        self.used_in.kit_wanted.connect(self.kit_wanted)
        self.used_in.review_wanted.connect(self.review_wanted)
        self.versions.compare_wanted.connect(self.compare_wanted)

    def _show_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.history.look(self._stack.currentWidget() is self.history)
