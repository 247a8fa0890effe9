"""What ServiceTitan's lists call their rows, at hand for whatever writes values: nothing is read to show a name.

They are the window's, as its language is: whoever formats a value asks here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.fields import Field
from lazi_desktop.domain.listed_fields import LISTED_FIELDS, NO_NAMES, VENDORS, ListedNames
from lazi_desktop.domain.values import Value

_known = NO_NAMES


def listed_names() -> ListedNames:
    return _known


def use_listed_names(names: ListedNames) -> None:
    global _known
    _known = names


def is_listed(field: str) -> bool:
    return field in LISTED_FIELDS


def listed_words(field: str, number: Value) -> str:
    """`Heater Service`, `Heater Service (inactive)`, `No. 4711, not in the list (yet)`."""
    row = _known.of_field(field, number)
    if row is None:
        return _unknown(number)
    return inactive_words(row.name) if not row.active else row.name


def inactive_words(name: str) -> str:
    return QCoreApplication.translate("Listed", "{name} (inactive)").format(name=name)


def listed_words_of(field: str, numbers: Sequence[Value]) -> str:
    """Of several, by their names."""
    return ", ".join(sorted((listed_words(field, one) for one in numbers), key=str.casefold))


def listed_typed(field: Field, text: str) -> str:
    """A name as its number, which `read_typed` reads. Raises InvalidValue where it is not clear whose it is."""
    return str(_known.number_of(field, text)) if text.strip() else text


def listed_edit_text(field: Field, number: int) -> str:
    """What an editor starts with."""
    return _known.typed_for(field, number)


def vendor_words(link: Mapping[str, Value]) -> str:
    """What a link's vendor is called: as the link says it, or else as the list does."""
    number = link.get("vendorId")
    row = _known.rows(VENDORS).get(number) if isinstance(number, int) else None
    name = str(link.get("vendorName") or "") or (row.name if row is not None else "")
    if not name:
        return _unknown(number) if number is not None else ""
    return inactive_words(name) if row is not None and not row.active else name


def _unknown(number: Value) -> str:
    return QCoreApplication.translate("Listed", "No. {number}, not in the list (yet)").format(number=number)
