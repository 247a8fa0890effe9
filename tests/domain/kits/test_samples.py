"""The tests that a kit keeps of itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from lazi_desktop.domain.kits.kit import Sample
from lazi_desktop.domain.kits.samples import failed_samples
from tests.domain.kits.stock import book, line, part_id
from tests.domain.kits.test_roll_up import PAD, SKUS, UNION

LONG = Sample(
    key=part_id("long"),
    name="47 ft",
    values={"Run Ft": Decimal(47)},
    quantities={part_id("pipe"): Decimal(6), part_id("kit:union"): Decimal(2)},
    hours=Decimal("2.5"),
)
KIT = replace(PAD, samples=[LONG])
BOOK = book(UNION, KIT, *SKUS)


def test_a_kit_that_comes_to_what_was_expected_passes():
    assert failed_samples(KIT, BOOK) == []


def test_what_differs_is_told_line_by_line():
    changed = replace(
        KIT, lines=[replace(KIT.lines[0], quantity="=ROUNDUP([run_ft]*1.3/10, 0)"), KIT.lines[1]]
    )
    (failure,) = failed_samples(changed, BOOK)
    assert (failure.sample, failure.line) == (LONG.key, part_id("pipe"))
    assert (failure.expected, failure.found) == (Decimal(6), Decimal(7))
    assert failure.reason == "Pipe: 6 expected, 7 found."


def test_hours_are_compared_where_they_were_expected():
    (failure,) = failed_samples(replace(KIT, labour_hours=Decimal(2)), BOOK)
    assert (failure.line, failure.expected, failure.found) == (None, Decimal("2.5"), Decimal("3.5"))
    assert (
        failed_samples(replace(KIT, labour_hours=Decimal(2), samples=[replace(LONG, hours=None)]), BOOK) == []
    )


def test_a_line_that_is_gone_or_cannot_be_worked_out_fails():
    gone = replace(KIT, lines=KIT.lines[1:])
    assert [one.reason for one in failed_samples(gone, BOOK)] == ["The line is not in the kit any more."]
    broken = replace(KIT, lines=[replace(KIT.lines[0], quantity="=1/0"), line("kit:union", 2)])
    of_line, of_hours = failed_samples(broken, BOOK)
    assert of_line.line == part_id("pipe")
    assert of_line.reason.startswith("Pipe: Quantity, character 4:")
    assert (of_hours.line, of_hours.found) == (None, None)


def test_samples_follow_what_the_included_kits_become():
    longer = replace(UNION, labour_hours=Decimal(1))
    all_ = book(UNION, KIT, *SKUS)
    assert failed_samples(KIT, all_) == []
    all_.put_kits({longer.key: longer})
    assert [one.reason for one in failed_samples(KIT, all_)] == ["The hours: 2.5 expected, 3.5 found."]
