"""How a SKU is shown in lists, by itself and in export feeds."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from lazi_desktop.simulator.kinds import SkuKind
from lazi_desktop.simulator.rows import Row
from lazi_desktop.simulator.wire import Json, encode

View = Callable[[Row], bytes]

_BILLABLE_RATE = Decimal(195)
_CALCULATED = b'"calculatedPrice"'
_NOT_CALCULATED = b'{"calculatedPrice":null,"useStaticPrices":null,'


def plain(row: Row) -> bytes:
    """Without external data, as create, update and export answer."""
    return row.encoded


def sku_view(kind: SkuKind, application: str | None, *, calculate: bool) -> View:
    """External data of the application given; services with the two members of dynamic pricing in front."""

    def view(row: Row) -> bytes:
        shown = _with_external(row, application) if application and row.external else row.encoded
        return _with_calculated(shown, row, calculate=calculate) if kind == "service" else shown

    return view


def _with_external(row: Row, application: str) -> bytes:
    data = (row.external or {}).get(application)
    if data is None:
        return row.encoded
    return encode(row.value() | {"externalData": [{"key": key, "value": data[key]} for key in data]})


def _with_calculated(shown: bytes, row: Row, *, calculate: bool) -> bytes:
    if _CALCULATED in shown:
        return shown
    if calculate:
        price = calculated_price(row.value())
        if price is not None:
            return b'{"calculatedPrice":' + encode(price) + b',"useStaticPrices":null,' + shown[1:]
    return _NOT_CALCULATED + shown[1:]


def calculated_price(service: Json) -> Decimal | None:
    """The rule in force bills the sold hours of services that have no price of their own."""
    if service.get("price") != 0 or not service.get("hours"):
        return None
    hours = Decimal(str(service["hours"]))
    return (hours * _BILLABLE_RATE).quantize(Decimal("0.01"), ROUND_HALF_UP)
