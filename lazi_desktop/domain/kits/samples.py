"""The tests that a kit keeps of itself, run again: does it still come to what somebody checked once?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit, Sample
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.quantity import number_text
from lazi_desktop.domain.kits.roll_up import RollUp
from lazi_desktop.domain.kits.totals import Missing


@dataclass(frozen=True, slots=True)
class SampleFailure:
    """`line` is None where it is about the hours. `found` is None where there is nothing to compare with, and `reason`
    says why; otherwise it says what differs."""

    sample: PartId
    line: PartId | None
    expected: Decimal
    found: Decimal | None
    reason: str


def failed_samples(kit: Kit, book: KitBook) -> Sequence[SampleFailure]:
    """Sample by sample. The kit need not be in the book as it is here."""
    is_known = book.kits.get(kit.key) is kit
    found: list[SampleFailure] = []
    for sample in kit.samples:
        roll = book.roll(kit.key, sample.values) if is_known else book.roll_kit(kit, sample.values)
        found += _failures(kit, sample, roll)
    return found


def _failures(kit: Kit, sample: Sample, roll: RollUp) -> Iterator[SampleFailure]:
    for key, expected in sample.quantities.items():
        line = roll.line(key)
        if line is None:
            yield SampleFailure(sample.key, key, expected, None, "The line is not in the kit any more.")
        elif line.quantity is None:
            yield SampleFailure(sample.key, key, expected, None, _why(line.cost.missing))
        elif line.quantity != expected:
            yield SampleFailure(
                sample.key, key, expected, line.quantity, _differs(line.name, expected, line.quantity)
            )
    if sample.hours is None:
        return
    if not roll.hours.is_complete:
        yield SampleFailure(sample.key, None, sample.hours, None, _why(roll.hours.missing))
    elif roll.hours.amount != sample.hours:
        reason = _differs("The hours", sample.hours, roll.hours.amount)
        yield SampleFailure(sample.key, None, sample.hours, roll.hours.amount, reason)


def _differs(what: str, expected: Decimal, found: Decimal) -> str:
    return f"{what}: {number_text(expected)} expected, {number_text(found)} found."


def _why(missing: Sequence[Missing]) -> str:
    first = missing[0]
    return f"{first.name}: {first.detail}" if first.detail else f"{first.name} is not there any more."
