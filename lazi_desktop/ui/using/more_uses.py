"""What else names an entry, beside SKUs and categories: told by whoever knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.queries import PricebookQueries


@dataclass(frozen=True, slots=True)
class MoreUse:
    """A line of the list. `subject` is what `MoreUses.wanted` tells when somebody wants to go there."""

    heading: str
    title: str
    detail: str
    at_right: str
    glyph: str
    subject: object
    ink: str = "text"


class MoreUses(QObject):
    """`changed()`: other lines may be told now. `wanted(subject)`: a person wants to go there."""

    changed = Signal()
    wanted = Signal(object)

    def read(self, queries: PricebookQueries, detail: EntityDetail) -> Any:
        """Whatever `uses_of` needs to know. Away from the UI thread."""
        raise NotImplementedError

    def uses_of(self, detail: EntityDetail, read: Any) -> Sequence[MoreUse]:
        """From memory."""
        raise NotImplementedError
