"""How far each SKU of a push is: its word, its colour, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.push import PushStep, SkuPush
from lazi_desktop.ui.push.row_model import Cells, RowModel
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.plain_table import Heading


def _tr(text: str) -> str:
    return QCoreApplication.translate("PushProgress", text)


ROLES: Mapping[SkuPush, Role] = {
    SkuPush.FAILED: Role.DANGER,
    SkuPush.CONFLICT: Role.DANGER,
    SkuPush.DIFFERS: Role.DANGER,
    SkuPush.SENDING: Role.ACCENT,
    SkuPush.WAITING: Role.NEUTRAL,
    SkuPush.SKIPPED: Role.CHANGED,
    SkuPush.VERIFIED: Role.PROVED,
}


def step_word(state: SkuPush) -> str:
    return {
        SkuPush.WAITING: _tr("Waiting"),
        SkuPush.SENDING: _tr("Sending"),
        SkuPush.VERIFIED: _tr("Proved"),
        SkuPush.DIFFERS: _tr("Differs"),
        SkuPush.CONFLICT: _tr("Conflict"),
        SkuPush.FAILED: _tr("Failed"),
        SkuPush.SKIPPED: _tr("Skipped"),
    }[state]


class PushSteps:
    """The SKUs of a push in the order of the list; `model` shows them."""

    def __init__(self) -> None:
        self.model: RowModel[PushStep] = RowModel(
            [
                Cells(
                    Heading(_tr("State"), 96),
                    lambda row: step_word(row.state),
                    chip=lambda row: ROLES[row.state],
                ),
                Cells(Heading(_tr("SKU"), 110), lambda row: row.code),
                Cells(Heading(_tr("Name"), 160, share=2), lambda row: row.name),
                Cells(
                    Heading(_tr("What became of it"), 200, share=3),
                    lambda row: said(row.detail),
                    ink=lambda _row: "text_muted",
                ),
            ]
        )
        self._places: dict[EntityKey, int] = {}

    def begin(self, steps: Sequence[PushStep]) -> None:
        self._places = {step.entity_key: number for number, step in enumerate(steps)}
        self.model.take(steps)

    def renew(self, steps: Iterable[PushStep]) -> None:
        """What somebody else submitted is new in the list."""
        new: list[PushStep] = []
        for step in steps:
            place = self._places.get(step.entity_key)
            if place is None:
                self._places[step.entity_key] = len(self.model.rows) + len(new)
                new.append(step)
            elif place >= len(self.model.rows):
                new[place - len(self.model.rows)] = step
            else:
                self.model.renew(place, step)
        self.model.add(new)

    def counts(self) -> Counter[SkuPush]:
        return Counter(step.state for step in self.model.rows)
