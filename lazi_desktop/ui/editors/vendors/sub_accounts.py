"""What a vendor's sub-accounts ask for an entry: told below the table of vendors, kept as they are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.vendors import Link
from lazi_desktop.ui.formatting import NOTHING, money


def sub_accounts(link: Link) -> list[str]:
    """`Austin: 2.40`, the primary one first."""
    subs = [link.get("primarySubAccount"), *(link.get("otherSubAccounts") or ())]
    return [_told(one) for one in subs if one]


def _told(one: Link) -> str:
    """Without its cost for who does not see costs."""
    name = str(one.get("accountName"))
    return f"{name}: {money(one['cost']) or NOTHING}" if "cost" in one else name


def sub_accounts_words(link: Link, vendor: str) -> str:
    """In a sentence; "" where there are none."""
    told = sub_accounts(link)
    words = QCoreApplication.translate(
        "VendorsControl", "Sub-accounts of {vendor} (kept as they are): {told}"
    )
    return words.format(vendor=vendor, told="  ·  ".join(told)) if told else ""
