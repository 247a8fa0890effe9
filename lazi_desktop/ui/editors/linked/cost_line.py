"""The line that tells what all linked SKUs cost together, and what the price leaves over it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.linked_cost import LinkedCost
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.formatting import exact_money, money, percent, rounded_money
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import number_font
from lazi_desktop.ui.theme.tokens import color, theme_news


class LinkedCostLine(QLabel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone = "neutral"
        self.setFont(number_font(metrics.TEXT_SMALL))
        self.setWordWrap(True)
        self.setMinimumHeight(metrics.CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        theme_news.theme_changed.connect(self._dress)
        self._dress()

    def show_cost(self, cost: LinkedCost, price: Value, *, of: EntityKind) -> None:
        """A cost that is not known makes the sum incomplete, never smaller."""
        self.setVisible(bool(cost.lines))
        tone = "neutral"
        if not cost.is_complete:
            words = self.tr("Incomplete: {count} without a cost. The others cost {total}.")
            text, tone = words.format(count=cost.without_cost, total=rounded_money(cost.total)), "danger"
        else:
            words = self.tr("Cost of what is in it {total}")
            if of is EntityKind.EQUIPMENT:
                words = self.tr("Cost with what is in it {total}")
            text = words.format(total=rounded_money(cost.total))
            margin = cost.margin(price)
            if margin is not None:
                left = self.tr("Margin {share} of the price {price}")
                text += "  ·  " + left.format(share=percent(margin), price=money(price))
                tone = "danger" if margin < 0 else "proved"
        self.setText(text)
        self.setToolTip(exact_money(cost.total))
        self._dress(tone=tone)

    def _dress(self, tone: str = "") -> None:
        self._tone = tone or self._tone
        ground = color(f"{self._tone}_soft").name()
        ink = color("text_muted" if self._tone == "neutral" else f"{self._tone}_text").name()
        self.setStyleSheet(f"background: {ground}; color: {ink}; border-radius: 6px; padding: 0 10px;")
