"""What ServiceTitan does to a value it was sent and answered "OK" to: drops it, rounds it, or writes it its own way.

It does so to the same field again and again, and each tenant differs: known once, it can be said before the next edit.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from lazi_desktop.domain.checks import Finding
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.markup_text import has_markup
from lazi_desktop.domain.merge import agrees
from lazi_desktop.domain.values import Fields, Value, same

_MOST_DIGITS = 2  # that a number is rounded to: cents


class Habit(StrEnum):
    DROPPED = "dropped"  # the old value is still there
    ROUNDED = "rounded"  # a number came back with fewer decimals
    NORMALISED = "normalised"  # the same said in another way, cut short, or without some of its entries


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownHabit:
    """One that was seen in this tenant; `sent` and `found` are of the last time."""

    kind: EntityKind
    field: str
    habit: Habit
    sent: Value
    found: Value
    seen: int
    last: datetime


def classify(*, before: Value, sent: Value, found: Value, is_shown: bool) -> Habit | None:
    """None where nothing was done to it, and where what is there now need not have come from what was sent: then
    somebody else changed it. `is_shown`: ServiceTitan's answer to the change had this value already, before anybody
    else could edit it."""
    if agrees(sent, found):
        return None
    if is_shown and _is_rounded(sent, found):  # perhaps to what was there before
        return Habit.ROUNDED
    if isinstance(sent, str) and isinstance(found, str) and _plain(sent) == _plain(found):
        return Habit.NORMALISED
    if agrees(before, found):
        return Habit.DROPPED
    return Habit.NORMALISED if is_shown and _is_normalised(sent, found) else None


def what_happened(habit: Habit, *, sent: Value, found: Value) -> str:
    """A sentence for the person who sent it."""
    match habit:
        case Habit.DROPPED:
            return "ServiceTitan answered “OK” and kept its old value: it drops what is sent to this field."
        case Habit.ROUNDED:
            return f"ServiceTitan rounded it: {_number(sent)} was sent, {_number(found)} is there."
    if _is_cut(sent, found):
        return f"ServiceTitan cut it off after {len(found):,} characters."
    if isinstance(sent, list) and isinstance(found, list) and len(found) < len(sent):
        return f"ServiceTitan took {len(found):,} of {len(sent):,} entries."
    return "ServiceTitan took it and writes it in its own way."


def warning(known: KnownHabit) -> str:
    """Said before the field is sent again."""
    again = known.seen > 1
    match known.habit:
        case Habit.DROPPED if again:
            return f"ServiceTitan has dropped changes of this field {known.seen:,} times."
        case Habit.DROPPED:
            return "ServiceTitan has dropped a change of this field before."
        case Habit.ROUNDED:
            return f"ServiceTitan has rounded this field before: {_number(known.sent)} became {_number(known.found)}."
    if again:
        return f"ServiceTitan has rewritten this field {known.seen:,} times."
    return "ServiceTitan has rewritten this field before."


def doubts(kind: EntityKind, values: Fields, there: Fields, habits: Iterable[KnownHabit]) -> list[Finding]:
    """What to say at the fields whose values are to be sent: `there` is what ServiceTitan has."""
    return [
        Finding(one.field, warning(one), is_error=False)
        for one in habits
        if one.kind is kind and one.field in values and not agrees(values[one.field], there.get(one.field))
    ]


def _is_rounded(sent: Value, found: Value) -> bool:
    if not (_is_number(sent) and _is_number(found)):
        return False
    exact, shown = Decimal(sent), Decimal(found)
    decimals, kept = _decimals(exact), _decimals(shown)
    # "12.5" may be "12.50": what is shown can have been rounded to more decimals than it shows.
    return any(
        exact.quantize(Decimal(1).scaleb(-places), rounding=how) == shown
        for places in range(kept, min(decimals, _MOST_DIGITS + 1))
        for how in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN)
    )


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _is_normalised(sent: Value, found: Value) -> bool:
    if isinstance(sent, str) and isinstance(found, str):
        return _plain(sent) == _plain(found) or _is_cut(sent, found)
    if isinstance(sent, list) and isinstance(found, list):
        return bool(found) and all(any(_came_from(one, each) for one in sent) for each in found)
    return isinstance(sent, dict) and isinstance(found, dict) and _came_from(sent, found)


def _came_from(sent: Value, found: Value) -> bool:
    """Of objects, what both name counts: ServiceTitan leaves out members and adds its own."""
    if isinstance(sent, dict) and isinstance(found, dict):
        both = sent.keys() & found.keys()
        return bool(both) and all(_came_from(sent[name], found[name]) for name in both)
    return same(sent, found) or agrees(sent, found) or _is_rounded(sent, found) or _is_normalised(sent, found)


def _is_cut(sent: Value, found: Value) -> bool:
    if not (isinstance(sent, str) and isinstance(found, str)):
        return False
    return bool(found.strip()) and len(found) < len(sent) and sent.startswith(found.rstrip())


def _plain(text: str) -> str:
    """What is left of a text whatever becomes of its spaces, capitals, tags and entities."""
    shown = html.unescape(_TAG.sub(" ", text)) if has_markup(text) else text
    return "".join(shown.split()).casefold()


_TAG = re.compile(r"<[^<>]*>")


def _number(value: Value) -> str:
    return f"{Decimal(value):f}" if _is_number(value) else str(value)
