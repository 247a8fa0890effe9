"""A computer that is on what one says it is on."""

from __future__ import annotations

from lazi_desktop.app.surroundings import MachineSurroundings, UnknownNetwork


class Here(MachineSurroundings):
    def __init__(
        self, *, battery: bool = False, metering: bool | None = False, offline: bool = False
    ) -> None:
        super().__init__(UnknownNetwork)
        self._says = battery, metering, offline

    def battery(self) -> bool | None:
        return self._says[0]

    def metering(self) -> bool | None:
        return self._says[1]

    def offline(self) -> bool:
        return self._says[2]
