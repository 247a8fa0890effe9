"""The window of kits in Spanish: also what the rules say of a line, and how a share is written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.formula.parser import parse
from lazi_desktop.domain.formula.problems import FormulaProblem
from lazi_desktop.domain.kits.kit import Line
from lazi_desktop.domain.kits.part_fields import check_part_field
from lazi_desktop.domain.kits.parts import KitPart, PartId
from lazi_desktop.domain.kits.totals import Lack, Missing
from lazi_desktop.ui.kits.lines.cell_words import problem_words, tags_of
from lazi_desktop.ui.kits.lines.nodes import Node
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.language import use_language
from lazi_desktop.ui.said import said


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    use_language("es")
    yield
    use_language("en")


def test_what_is_wrong_with_a_formula_is_told_in_spanish(spanish: None) -> None:
    problem = Missing(
        Lack.FORMULA, (PartId(UUID(int=1)),), "Pipe", "the numbers become too large to count with."
    )
    assert problem_words(problem) == said(problem.detail) != problem.detail
    unknown = Missing(Lack.VALUE, (PartId(UUID(int=1)),), "Pad", "Pad has no parameter run_ft.")
    assert problem_words(unknown) == "Pad no tiene el parámetro run_ft."


def test_what_a_sentence_speaks_of_is_translated_with_it(spanish: None) -> None:
    with pytest.raises(InvalidValue) as refused:
        check_part_field(KitPart.KIT, "name", "  ")
    assert said(refused.value.detail) == "El nombre de un kit no puede quedar vacío."
    with pytest.raises(FormulaProblem) as problem:
        parse("=2*")
    assert (
        said(problem.value.detail)
        == "Carácter 4: la fórmula termina donde se espera un número, un nombre o un paréntesis."
    )


@pytest.mark.parametrize(
    ("language", "waste", "tag"),
    [("en", "0.1", "+10 %"), ("en", "0.125", "+12.5 %"), ("es", "0.1", "+10 %"), ("es", "0.125", "+12,5 %")],
)
def test_waste_is_tagged_without_needless_places(
    qapp: QApplication, shown: ShownKit, language: Literal["en", "es"], waste: str, tag: str
) -> None:
    assert shown.kit is not None
    assert shown.roll is not None
    rolled = shown.roll.lines[0]
    line = Line(key=rolled.key, sku=rolled.sku, waste=Decimal(waste))
    use_language(language)
    try:
        assert [one.text for one in tags_of(Node(rolled.key, rolled=rolled, line=line))] == [tag]
    finally:
        use_language("en")
