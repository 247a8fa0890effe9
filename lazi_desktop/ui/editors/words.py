"""What differs from ServiceTitan, in few words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.set_difference import SetDifference


def difference_words(difference: SetDifference) -> str:
    """`2 added, 1 removed, 1 changed`; "" where there is none."""
    told = (
        (difference.added, QCoreApplication.translate("Difference", "{count} added")),
        (difference.removed, QCoreApplication.translate("Difference", "{count} removed")),
        (difference.changed, QCoreApplication.translate("Difference", "{count} changed")),
    )
    what = ", ".join(text.format(count=count) for count, text in told if count)
    words = QCoreApplication.translate("Difference", "Not as in ServiceTitan: {what}")
    return words.format(what=what) if what else ""
