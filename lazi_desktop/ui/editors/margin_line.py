"""The line that tells what a price leaves over its cost."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lazi_desktop.domain.values import Value
from lazi_desktop.ui.formatting import percent
from lazi_desktop.ui.numerals import spelled
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import number_font
from lazi_desktop.ui.theme.tokens import color, theme_news


class MarginLine(QLabel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone = "neutral"
        self.setFont(number_font(metrics.TEXT_SMALL))
        self.setMinimumHeight(metrics.CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme_news.theme_changed.connect(self._dress)
        self._dress()

    def show_margin(self, cost: Value, price: Value) -> None:
        """Says nothing without both; a loss is red."""
        if not cost or not price:
            self.setText(self.tr("No margin without cost and price"))
            self._dress(tone="neutral")
            return
        cost, price = Decimal(cost), Decimal(price)
        margin = self.tr("Margin {share}").format(share=percent((price - cost) / price))
        markup = self.tr("Markup ×{factor}").format(factor=spelled(f"{price / cost:.2f}"))
        self.setText(f"{margin}  ·  {markup}")
        self._dress(tone="danger" if price < cost else "proved")

    def _dress(self, tone: str = "") -> None:
        self._tone = tone or self._tone
        ground = color(f"{self._tone}_soft").name()
        ink = color("text_muted" if self._tone == "neutral" else f"{self._tone}_text").name()
        self.setStyleSheet(f"background: {ground}; color: {ink}; border-radius: 6px; padding: 0 10px;")
