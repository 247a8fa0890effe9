"""Lines on the clipboard: as lines for this program, and as a table for every other one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from PySide6.QtCore import QByteArray, QMimeData

from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.quantity import quantity_text
from lazi_desktop.domain.kits.roll_up import RollUp
from lazi_desktop.ui.formatting import edit_number

LINES_MIME = f"application/x-lazi-kit-lines-{uuid4().hex}"
"""Inside this program only: keys mean nothing to another one."""


@dataclass(frozen=True, slots=True)
class CopiedLines:
    kit: KitId
    lines: Sequence[PartId]


def lines_as_mime(kit: Kit, roll: RollUp, lines: Sequence[PartId], *, costs: bool) -> QMimeData:
    """The table has code, name, quantity, unit and with `costs` those, each and extended; `pasted_lines` reads it
    back."""
    data = QMimeData()
    content = {"kit": str(kit.key), "lines": [str(key) for key in lines]}
    data.setData(LINES_MIME, QByteArray(json.dumps(content).encode()))
    data.setText("\n".join("\t".join(_cells(kit, roll, key, costs=costs)) for key in lines))
    return data


def lines_in(data: QMimeData) -> CopiedLines | None:
    found = bytes(data.data(LINES_MIME).data())
    if not found:
        return None
    content = json.loads(found)
    return CopiedLines(KitId(UUID(content["kit"])), [PartId(UUID(one)) for one in content["lines"]])


def _cells(kit: Kit, roll: RollUp, key: PartId, *, costs: bool) -> Sequence[str]:
    line, rolled = kit.line(key), roll.line(key)
    if line is None or rolled is None:
        return ()
    cost = rolled.cost
    told = (
        edit_number(rolled.cost_each),
        edit_number(cost.amount) if cost.is_complete else "",
    )
    return (
        rolled.code,
        rolled.name,
        quantity_text(line.quantity) if rolled.typed is None else edit_number(rolled.typed),
        rolled.unit,
        *(told if costs else ()),
    )
