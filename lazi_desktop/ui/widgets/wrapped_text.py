"""A text broken into lines for a painter: no more than so many, the last one cut with "…" where there is more."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def wrapped_lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    metrics, plain = QFontMetrics(font), text.replace("\n", " ")
    if most == 1 or metrics.horizontalAdvance(plain) <= width:
        return [metrics.elidedText(plain, Qt.TextElideMode.ElideRight, width)]
    layout = QTextLayout(plain, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        starts.append(line.textStart())
    layout.endLayout()
    kept = starts[:most]
    lines = [plain[start:end].rstrip() for start, end in pairwise(kept)]
    return [*lines, metrics.elidedText(plain[kept[-1] :], Qt.TextElideMode.ElideRight, width)]
