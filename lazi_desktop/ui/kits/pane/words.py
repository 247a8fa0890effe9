"""What the right side of the kit builder says: bounds, lacks, who and when."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kits.health import Ailment, Complaint
from lazi_desktop.domain.kits.kit import Parameter
from lazi_desktop.domain.kits.totals import Lack, Missing
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
    is_kit = missing.lack is Lack.NO_SKU and missing.sku is None
    words = _tr("kit was removed") if is_kit else _lack(missing.lack)
    return f"{words}: {said(missing.detail)}" if missing.detail else words


def ailment_words(complaint: Complaint) -> str:
    is_kit = complaint.ailment is Ailment.VANISHED and complaint.sku is None
    words = _tr("kit was removed") if is_kit else _ailment(complaint.ailment)
    return f"{words}. {said(complaint.detail)}" if complaint.detail else words


def _ailment(ailment: Ailment) -> str:
    """Of those that the pane tells as such."""
    match ailment:
        case Ailment.VANISHED:
            return _tr("not in the pricebook any more")
        case Ailment.INACTIVE:
            return _tr("inactive")
        case Ailment.STALE_COST:
            return _tr("old cost")
        case Ailment.NO_UNIT:
            return _tr("no unit")
    raise KeyError(ailment)


def _lack(lack: Lack) -> str:
    match lack:
        case Lack.NO_SKU:
            return _tr("not in the pricebook any more")
        case Lack.NO_COST:
            return _tr("no cost")
        case Lack.NO_PRICE:
            return _tr("no price")
        case Lack.STALE_COST:
            return _tr("old cost")
        case Lack.FORMULA:
            return _tr("the formula does not work")
        case Lack.CYCLE:
            return _tr("the kit is in itself")
        case Lack.TOO_DEEP:
            return _tr("kits in kits, too deep")
        case Lack.VALUE:
            return _tr("a value that the kit does not ask for")
