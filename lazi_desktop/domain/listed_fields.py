"""Fields that hold ServiceTitan's number of something it keeps in a list: which list, and what its rows are called.

Accounts and budget codes are named by their texts, linked SKUs and categories are entities here, and a vendor's name
comes with every link to it: none of them is resolved by a number. Tax zones, warehouses, tag types and job types are
named by no field of a pricebook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.fields import Field
from lazi_desktop.domain.list_titles import list_title
from lazi_desktop.domain.values import Value

VENDORS, ACCOUNTS = "vendors", "gl_accounts"
LISTED_FIELDS: Mapping[str, str] = {
    "business_unit_id": "business_units",
    "business_unit_ids": "business_units",
    "cost_type_id": "cost_types",
    "created_by_id": "employees",
    "general_ledger_account_id": ACCOUNTS,
    "type_id": "equipment_types",
}
"""By the field's name."""
NAMED_LISTS = frozenset((*LISTED_FIELDS.values(), VENDORS))
"""Those whose rows are shown by their names; GL accounts and vendors are offered where they are typed, too."""
_MOST_TOLD = 4


@dataclass(frozen=True, slots=True)
class ListedName:
    name: str
    active: bool


class ListedNames:
    """What the rows of the lists are called. Rows without a name are none."""

    def __init__(self, rows: Iterable[tuple[str, int, str, bool]] = ()) -> None:
        """`rows`: list, number, name, whether it is active."""
        self._lists: dict[str, dict[int, ListedName]] = {}
        for of, number, name, active in rows:
            if name:
                self._lists.setdefault(of, {})[number] = ListedName(name, active)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ListedNames) and self._lists == other._lists

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return bool(self._lists)

    def rows(self, of: str) -> Mapping[int, ListedName]:
        return self._lists.get(of, {})

    def of_field(self, field: str, number: Value) -> ListedName | None:
        return self.rows(LISTED_FIELDS[field]).get(number) if isinstance(number, int) else None

    def vendor(self, name: str) -> tuple[int, str] | None:
        """The number of the only vendor of this name, active ones first, with the name as it is written."""
        found = _called(self.rows(VENDORS), lambda one: one == name.strip().casefold())
        return (found[0], self.rows(VENDORS)[found[0]].name) if len(found) == 1 else None

    def number_of(self, field: Field, text: str) -> int:
        """The row that a person means by this text: its name, what only its name begins with or contains, its number.

        Raises:
            InvalidValue: none is meant, or which ones may be.
        """
        of = LISTED_FIELDS[field.name]
        rows, word = self.rows(of), " ".join(text.split()).casefold()
        ways: tuple[Callable[[str], bool], ...] = (
            lambda one: one == word,
            lambda one: one.startswith(word),
            lambda one: word in one,
        )
        for fits in ways if word else ():
            found = _called(rows, fits)
            if len(found) == 1:
                return found[0]
            if found and (not word.isdecimal() or int(word) not in rows):
                raise InvalidValue(f"“{text.strip()[:40]}” may be {_told(rows, found)}.")
        if word.isdecimal() and word.isascii():
            return int(word)
        raise InvalidValue(f"{field.title}: among the {list_title(of)} none is called “{text.strip()[:40]}”.")

    def typed_for(self, field: Field, number: int) -> str:
        """What is typed for this row, as `number_of` reads it: its name, or its number where it is not clear."""
        row = self.of_field(field.name, number)
        if row is None:
            return str(number)
        try:
            return row.name if self.number_of(field, row.name) == number else str(number)
        except InvalidValue:
            return str(number)


NO_NAMES = ListedNames()


def _called(rows: Mapping[int, ListedName], fits: Callable[[str], object]) -> list[int]:
    """The active ones, or else the others."""
    found = [number for number, row in rows.items() if fits(" ".join(row.name.split()).casefold())]
    return [number for number in found if rows[number].active] or found


def _told(rows: Mapping[int, ListedName], found: list[int]) -> str:
    names = sorted(_distinct(rows, found), key=str.casefold)
    told, more = names[:_MOST_TOLD], len(names) - _MOST_TOLD
    if more > 0:
        return f"{', '.join(told)} or {more:,} more"
    return f"{', '.join(told[:-1])} or {told[-1]}"


def _distinct(rows: Mapping[int, ListedName], found: list[int]) -> Iterator[str]:
    """With their numbers where two are called the same."""
    often = Counter(rows[number].name.casefold() for number in found)
    for number in found:
        name = rows[number].name
        yield f"{name} (No. {number})" if often[name.casefold()] > 1 else name
