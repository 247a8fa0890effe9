"""Files are chosen in a dialog that lets the rest go on: the window is not stopped while it is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from lazi_desktop.domain.invitation import Invitation
from lazi_desktop.ui.first_run.certificate_field import CertificateField
from lazi_desktop.ui.first_run.invitation_page import InvitationPage
from lazi_desktop.ui.first_run.joining_forms import TeamPlace

INVITATION = Invitation(hub="postgresql://db.example:5432/lazi", tenant="123", environment="production")
PEM = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"


@pytest.fixture(autouse=True)
def qts_own_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's has no widgets to type into."""
    shown = QFileDialog.open

    def open_own(dialog: QFileDialog) -> None:
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        shown(dialog)

    monkeypatch.setattr(QFileDialog, "open", open_own)


def choose(ask: Callable[[], object], dialog: Callable[[], QFileDialog | None], file: Path) -> None:
    ask()  # comes back at once
    opened = dialog()
    assert opened is not None
    assert opened.isVisible()
    opened.selectFile(str(file))
    opened.accept()


def ended(widget: QWidget) -> bool:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return not widget.findChildren(QFileDialog)


def test_an_invitation_is_opened(qtbot, tmp_path) -> None:
    page = InvitationPage()
    qtbot.addWidget(page)
    page.show()
    file = tmp_path / "Fairview.lazi-invitation"
    file.write_text(INVITATION.as_text())
    read: list[TeamPlace] = []
    page.submitted.connect(read.append)
    choose(page.open_file.click, lambda: page.dialog, file)
    assert [place.hub for place in read] == [INVITATION.hub]
    assert ended(page)


def test_a_certificate_is_chosen(qtbot, tmp_path) -> None:
    field = CertificateField("Certificate")
    qtbot.addWidget(field)
    field.show()
    file = tmp_path / "authority.pem"
    file.write_text(PEM)
    choose(field.choose.click, lambda: field.dialog, file)
    assert field.pem == PEM
    assert ended(field)


def test_who_cancels_has_chosen_nothing(qtbot) -> None:
    field = CertificateField("Certificate")
    qtbot.addWidget(field)
    field.show()
    field.set_pem(PEM)
    field.choose.click()
    assert field.dialog is not None
    field.dialog.reject()
    assert field.pem == PEM
    assert ended(field)
