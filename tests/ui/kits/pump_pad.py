"""A kit to look at: a pump pad with a union set in it, a formula for pipe, and a bracket that has no cost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.assembling import kits_of
from lazi_desktop.domain.kits.kit import Choice
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.kits.groups import group_lines
from lazi_desktop.operations.kits.lines import NewLine, add_lines, include_kit
from lazi_desktop.operations.kits.parameters import add_parameter
from lazi_desktop.operations.kits.whole_kits import create_kit, set_kit_field
from lazi_desktop.ports.workspace import UnitOfWork
from tests.fakes.ui_fakes import AT, FakeApp, key_of

_SKUS = {
    "PIPE": ('PVC pipe 1-1/2" × 10 ft', "stick", "7.42", "14.83"),
    "UN-SLIP": ('1-1/2" Union Slip', "EA", "11.36", "22.00"),
    "BOLT": ('Bolt 3/8" SS', "EA", "1.15", "3.00"),
    "TAPE": ("Thread seal tape", "EA", "6.70", "12.00"),
    "ELBOW": ('90° elbow 1-1/2"', "EA", "2.14", "4.75"),
    "WIRE": ("Bond wire #8 solid", "ft", "0.62", "1.48"),
    "BREAKER": ("Breaker 20 A GFCI 2-pole", "EA", "71.20", "149.00"),
    "BRACKET": ("Timer bracket", "EA", None, "12.00"),
    "PAD": ("Equipment pad 24×36", "EA", "38.40", "79.00"),
    "ANCHOR": ("Anchor set", "EA", "3.10", "4.00"),
    "VALVE-NEW": ('1-1/2" Check Valve Union, long', "EA", "28.40", "58.00"),
}


@dataclass(slots=True)
class PumpPad:
    app: FakeApp
    kit: KitId
    union_set: KitId
    lines: dict[str, PartId]

    def sku(self, code: str) -> EntityKey:
        return key_of(code)

    def do(self, operation: Callable[[UnitOfWork], Changes]) -> None:
        """As somebody would at this desktop: the window hears of it."""
        with self.app.workspace.unit_of_work() as work:
            self.app.edits.announce(operation(work))


def build(app: FakeApp) -> PumpPad:
    for number, (code, (name, unit, cost, price)) in enumerate(_SKUS.items()):
        _add(app, code, name, unit, cost, price, number)
    pad = PumpPad(app, KitId(key_of("pump pad")), KitId(key_of("union set")), {})
    _union_set(pad)
    _pump_pad(pad)
    return pad


def _add(app: FakeApp, code: str, name: str, unit: str, cost: str | None, price: str, number: int) -> None:
    fields = {
        "code": code,
        "display_name": name,
        "unit_of_measure": unit,
        "cost": None if cost is None else Decimal(cost),
        "price": Decimal(price),
        "active": True,
        "modified_on": AT,
    }
    key = key_of(code)
    app.book.mirror[key] = (EntityKind.MATERIAL, fields)
    app.book.remote_ids[key] = app.book.numbers[key] = 90_000 + number


def _union_set(pad: PumpPad) -> None:
    pad.do(lambda work: create_kit(work, "Union set", kit=pad.union_set, path=["Plumbing"]))
    lines = [
        NewLine(sku=key_of("UN-SLIP"), quantity=Decimal(2)),
        NewLine(sku=key_of("BOLT"), quantity=Decimal(2)),
        NewLine(sku=key_of("TAPE")),
    ]
    pad.do(lambda work: add_lines(work, pad.union_set, lines))


def _pump_pad(pad: PumpPad) -> None:
    kit, path = pad.kit, ["Plumbing", "Equipment pads"]
    pad.do(lambda work: create_kit(work, "Pump pad, 1.5 HP variable speed", kit=kit, path=path))
    pad.do(lambda work: set_kit_field(work, [kit], "labour_hours", "2.5"))
    choices = [Choice('1-1/2"', Decimal("1.5")), Choice('2"', Decimal(2))]
    _parameter(pad, {"name": "run_ft", "unit": "ft", "default": 47, "least": 1, "most": 200})
    _parameter(pad, {"name": "pipe_dia", "default": Decimal("1.5"), "choices": choices})
    codes: dict[str, Decimal | str] = {
        "PIPE": "=ROUNDUP([run_ft]*1.1/10, 0)",
        "ELBOW": Decimal(8),
        "WIRE": "=[run_ft]/2+1.5",
        "BREAKER": Decimal(1),
        "BRACKET": Decimal(1),
        "PAD": Decimal(1),
        "ANCHOR": Decimal(1),
    }
    lines = []
    for code, quantity in codes.items():
        pad.lines[code] = PartId(key_of(f"line {code}"))
        lines.append(
            NewLine(key=pad.lines[code], sku=key_of(code), quantity=quantity, optional=code == "ANCHOR")
        )
    pad.do(lambda work: add_lines(work, kit, lines))
    pad.do(lambda work: include_kit(work, kit, pad.union_set, quantity=Decimal(2), after=pad.lines["PIPE"]))
    found = kits_of(pad.app.queries.kit_parts([kit]))[kit]
    pad.lines["UNION SET"] = next(one.key for one in found.lines if one.includes is not None)
    for name, members in (
        ("Suction & discharge", ("PIPE", "UNION SET", "ELBOW")),
        ("Electrical", ("WIRE", "BREAKER", "BRACKET")),
        ("Pad", ("PAD", "ANCHOR")),
    ):
        _group(pad, name, [pad.lines[one] for one in members])


def _parameter(pad: PumpPad, values: Mapping[str, Value]) -> None:
    pad.do(lambda work: add_parameter(work, pad.kit, values))


def _group(pad: PumpPad, name: str, lines: Collection[PartId]) -> None:
    pad.do(lambda work: group_lines(work, pad.kit, lines, name))
