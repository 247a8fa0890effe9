"""What a field is: its type, its canonical form, how two edits of it merge. The fields themselves: `field_tables`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from lazi_desktop.domain.references import REFERENCE_FIELDS, local_reference
from lazi_desktop.domain.values import Value, canonical_decimal, canonical_json, canonical_text


class FieldType(StrEnum):
    TEXT = "text"
    HTML = "html"
    CHOICE = "choice"
    MONEY = "money"  # at most two decimals when typed; more are kept when pulled
    NUMBER = "number"
    INTEGER = "integer"
    FLAG = "flag"
    MOMENT = "moment"  # UTC text with up to seven digits of a second, kept as received
    IDS = "ids"  # a set of ids: numbers in their order, then keys of what has no number yet
    NOTE = "note"  # plain text of any number of lines
    TAGS = "tags"  # a set of words, in their order
    ENTRIES = "entries"  # a set of objects told apart by `Field.entry_key`, in the order of its text
    STRUCTURE = "structure"  # an object or a list whose order matters; decided whole


class Strategy(StrEnum):
    """How two edits of one field meet: SYNC's field registry."""

    SCALAR = "scalar"
    SET = "set"
    TEXT3 = "text3"
    READONLY = "readonly"


_STRATEGIES = {
    FieldType.IDS: Strategy.SET,
    FieldType.ENTRIES: Strategy.SET,
    FieldType.HTML: Strategy.TEXT3,
    FieldType.NOTE: Strategy.TEXT3,
    FieldType.TAGS: Strategy.SET,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one kind.

    `name` is ServiceTitan's member in snake case. Fields of one `group` are decided together in a conflict.
    Of the objects in a list only the `members` count, where they are named: ServiceTitan adds others by itself.
    A field that is not `writable` is shown and never sent; `nullable` ones may be sent as null, other texts are
    emptied with "". `money` marks what is no sum of money itself and yet says what is paid, charged or taken off, or
    whether it is. `own` ones are the team's: ServiceTitan has no such member, is never sent them and never asked.
    """

    name: str
    title: str
    type: FieldType
    writable: bool = True
    required: bool = False
    nullable: bool = False
    group: str = ""
    entry_key: str = ""
    members: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    money: bool = False
    own: bool = False

    @property
    def moves_money(self) -> bool:
        return self.money or self.type is FieldType.MONEY

    @property
    def wire_name(self) -> str:
        """ServiceTitan's name of the member."""
        return re.sub(r"_([a-z])", lambda found: found[1].upper(), self.name)

    @property
    def strategy(self) -> Strategy:
        return _STRATEGIES.get(self.type, Strategy.SCALAR) if self.writable else Strategy.READONLY

    @property
    def is_reference(self) -> bool:
        """Whether it names other entities, by ServiceTitan's number or by our key."""
        return self.name in REFERENCE_FIELDS

    @property
    def is_number(self) -> bool:
        return self.type in (FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER)

    def holds(self, value: Value) -> bool:
        """Whether the value is of this field's type."""
        try:
            self.canonical(value)
        except ValueError:
            return False
        return True

    def canonical(self, value: Value) -> Value:
        """The canonical form of a value received or typed.

        Raises:
            ValueError: the value is not of this field's type.
        """
        if value is None:
            return None
        match self.type:
            case FieldType.TEXT | FieldType.HTML | FieldType.CHOICE | FieldType.MOMENT | FieldType.NOTE:
                if not isinstance(value, str):
                    raise ValueError(f"{self.name}: text expected")
                return canonical_text(value)
            case FieldType.MONEY | FieldType.NUMBER | FieldType.INTEGER:
                return self._id(value) if isinstance(value, str) else self._number(value)
            case FieldType.FLAG:
                if not isinstance(value, bool):
                    raise ValueError(f"{self.name}: true or false expected")
                return value
            case FieldType.IDS:
                return sorted({self._id(one) for one in _listed(self.name, value)}, key=_numbers_first)
            case FieldType.TAGS:
                return _tags(_listed(self.name, value))
            case FieldType.ENTRIES:
                return self._entries(value)
            case FieldType.STRUCTURE:
                return canonical_json(value) if not self.members else self._told(value)

    def _number(self, value: Value) -> Decimal | int:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise ValueError(f"{self.name}: a number expected")
        try:
            number = canonical_decimal(Decimal(repr(value)) if isinstance(value, float) else value)
        except InvalidOperation as error:
            raise ValueError(f"{self.name}: a number expected") from error
        if self.type is FieldType.INTEGER and not isinstance(number, int):
            raise ValueError(f"{self.name}: a whole number expected")
        return number

    def _id(self, value: Value) -> int | str:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        key = local_reference(value) if self.is_reference else None
        if key is None:
            raise ValueError(
                f"{self.name}: {'a number' if self.type is FieldType.INTEGER else 'ids'} expected"
            )
        return str(key)

    def _told(self, value: Value) -> list[Value]:
        entries = _listed(self.name, value)
        if not all(isinstance(entry, Mapping) for entry in entries):
            raise ValueError(f"{self.name}: objects expected")
        return [{name: canonical_json(entry.get(name)) for name in self.members} for entry in entries]

    def _entries(self, value: Value) -> list[Value]:
        # The primary vendor and repeated links arrive more than once: the last one of a key counts.
        entries = {}
        for entry in _listed(self.name, value):
            if not isinstance(entry, Mapping) or self.entry_key not in entry:
                raise ValueError(f"{self.name}: entries with {self.entry_key} expected")
            canonical = canonical_json(entry)
            if self.is_reference:
                canonical[self.entry_key] = self._id(canonical[self.entry_key])
            entries[str(canonical[self.entry_key])] = canonical
        return [entries[key] for key in sorted(entries)]


def _numbers_first(one: int | str) -> tuple[bool, int, str]:
    return (True, 0, one) if isinstance(one, str) else (False, one, "")


def _tags(words: list[Value]) -> list[str] | None:
    """None for no tag at all; of words that differ in case alone the first one counts."""
    if not all(isinstance(word, str) for word in words):
        raise ValueError("tags: words expected")
    told: dict[str, str] = {}
    for word in words:
        text = canonical_text(" ".join(word.split()))
        if text is not None:
            told.setdefault(text.casefold(), text)
    return sorted(told.values(), key=lambda word: (word.casefold(), word)) or None


def _listed(name: str, value: Value) -> list[Value]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise ValueError(f"{name}: a list expected")
    return list(value)
