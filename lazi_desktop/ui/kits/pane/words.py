"""What the right side of the kit builder says: bounds, lacks, who and when."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kits.health import Ailment, Complaint
from lazi_desktop.domain.kits.kit import Parameter
from lazi_desktop.domain.kits.roll_up import Lack, Missing
from lazi_desktop.ui.formatting import number
from lazi_desktop.ui.said import said


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitPane", text)


def bounds_words(parameter: Parameter) -> str:
    """`From 1 to 200 ft`, `At least 1 ft`; "" without bounds."""
    unit = f" {parameter.unit}" if parameter.unit else ""
    least, most = parameter.least, parameter.most
    if least is not None and most is not None:
        return _tr("From {least} to {most}").format(least=number(least), most=number(most) + unit)
    if least is not None:
        return _tr("At least {least}").format(least=number(least) + unit)
    if most is not None:
        return _tr("At most {most}").format(most=number(most) + unit)
    return ""


def lack_words(missing: Missing) -> str:
    """What of it is missing; the line's name stands beside."""
    words = _lacks()[missing.lack]
    return f"{words}: {said(missing.detail)}" if missing.detail else words


def ailment_words(complaint: Complaint) -> str:
    words = {
        Ailment.VANISHED: _tr("not in the pricebook any more"),
        Ailment.INACTIVE: _tr("inactive"),
        Ailment.STALE_COST: _tr("old cost"),
        Ailment.NO_UNIT: _tr("no unit"),
    }[complaint.ailment]
    return f"{words}. {said(complaint.detail)}" if complaint.detail else words


def _lacks() -> dict[Lack, str]:
    return {
        Lack.NO_SKU: _tr("not in the pricebook any more"),
        Lack.NO_COST: _tr("no cost"),
        Lack.NO_PRICE: _tr("no price"),
        Lack.STALE_COST: _tr("old cost"),
        Lack.FORMULA: _tr("the formula does not work"),
        Lack.CYCLE: _tr("the kit is in itself"),
        Lack.TOO_DEEP: _tr("kits in kits, too deep"),
        Lack.VALUE: _tr("a value that the kit does not ask for"),
    }
