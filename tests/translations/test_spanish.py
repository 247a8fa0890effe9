"""Every text has its Spanish, what is shipped is what is written, sentences of the layers below are found again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel

from lazi_desktop.domain.errors import HubUnavailable, InvalidValue, RemoteUnavailable
from lazi_desktop.ui.language import use_language
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.said import said
from tests.fakes.settings_book import FakeBook
from tests.fakes.ui_fakes import FakeApp
from tests.translations.extraction import Said, said_below, said_in_window
from tests.translations.ts_file import SENTENCES, everything_said, read, render, sentences, ts_file

HOW = "run `python3 lazi.py translate`, then fill in what it names"

DECLARED = {
    "ui/about/parts_model.py",
    "ui/editors/entity_form.py",
    "ui/editors/entity_panel.py",
    "ui/formatting.py",
    "ui/gallery/filter_strip.py",
    "ui/gallery/reports/flaw_words.py",
    "ui/kind_looks.py",
    "ui/pricebook/bulk/sheets.py",
    "ui/pricebook/filter_words.py",
    "ui/pricebook/sku_columns.py",
    "ui/said.py",
}
"""Where texts are translated that stand in data: marked there with QT_TRANSLATE_NOOP, or in the table of fields."""


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    use_language("es")
    yield
    use_language("en")


def test_no_text_lacks_its_spanish() -> None:
    known = read(ts_file("es"))
    missing = [one for one in everything_said() if one not in known]
    assert not missing, f"{HOW}: {missing[:20]}"


def test_the_files_are_as_the_program_speaks_now() -> None:
    now = everything_said()
    assert ts_file("es").read_text(encoding="utf-8") == render(now, read(ts_file("es")), "es"), HOW
    assert SENTENCES.read_text(encoding="utf-8") == sentences(now), HOW


def test_values_stand_in_translations_as_in_the_texts() -> None:
    holes = re.compile(r"\{\w*\}")
    for one, words in read(ts_file("es")).items():
        assert sorted(holes.findall(one.text)) == sorted(holes.findall(words)), one
        assert one.text.endswith("…") == words.endswith("…"), one


def test_texts_are_found_by_those_who_look_for_them() -> None:
    assert {one.file for one in said_in_window()[1]} <= DECLARED


def test_what_is_wrong_with_a_policy_is_among_them() -> None:
    texts = {one.text for one in said_below()}
    reasons = {
        "{0}: is nothing that a policy says.",
        "{0}: takes text.",
        "“{0}” in {1}, line {2}",
    }
    assert reasons <= texts
    assert any(text.startswith("{0} does not belong to root, so what {1} says") for text in texts)


def test_what_is_compiled_is_what_is_written(spanish: None) -> None:
    for one, words in read(ts_file("es")).items():
        assert QCoreApplication.translate(one.context, one.text) == words, f"{HOW}: {one}"


@pytest.mark.parametrize(
    ("english", "spanish_words"),
    [
        ("Code cannot be empty.", "El código no puede quedar vacío."),
        ("UN-7 cannot be linked to itself.", "UN-7 no se puede enlazar consigo mismo."),
        ("Below the cost of 12.50.", "Por debajo del costo de 12.50."),
        ("Change price", "Cambiar precio"),
        (
            str(RemoteUnavailable("The answer is not JSON.")),
            "No se puede llegar a ServiceTitan. La respuesta no es JSON.",
        ),
        (
            str(InvalidValue("“abc” is not a number. Type it like 24.99.")),
            "Este valor no encaja. “abc” no es un número. Escríbalo como 24.99.",
        ),
        (
            str(HubUnavailable("connection refused. Is it running?")),
            "No se puede llegar a la base de datos compartida. connection refused. Is it running?",
        ),
        ("What nobody has written down.", "What nobody has written down."),
    ],
)
def test_sentences_of_the_layers_below_are_found_again(
    spanish: None, english: str, spanish_words: str
) -> None:
    assert said(english) == spanish_words


def test_english_is_said_as_it_comes(qapp: QApplication) -> None:
    assert said("Code cannot be empty.") == "Code cannot be empty."


def test_each_of_several_sentences_is_translated_by_itself(spanish: None) -> None:
    assert said("FX-1028 is inactive. CO-1069 is inactive.") == (
        f"{said('FX-1028 is inactive.')} {said('CO-1069 is inactive.')}"
    )
    assert "is inactive" not in said("FX-1028 is inactive. CO-1069 is inactive.")


def test_the_window_speaks_spanish(spanish: None, app: FakeApp, qtbot) -> None:
    opened = open_window(app.context, Messages(), book=FakeBook())
    qtbot.addWidget(opened.window)
    app.settle(qtbot)
    assert opened.window.toolbar.pull.text() == "Descargar"
    assert opened.pricebook.grid.title.text() == "Todos los materiales"
    words = {shown.text() for shown in opened.settings.findChildren(QLabel)}
    assert {"Ajustes", "Idioma", "Teclado"} <= words


def test_a_text_that_moved_keeps_its_translation() -> None:
    moved = render([Said("Elsewhere", "Save")], {Said("Before", "Save"): "Guardar"}, "es")
    assert "<translation>Guardar</translation>" in moved
    assert 'type="unfinished"' in render(
        [Said("Elsewhere", "Keep")], {Said("Before", "Save"): "Guardar"}, "es"
    )
