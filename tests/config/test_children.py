"""Programs that we start get the environment without what is ours."""

from __future__ import annotations

import pytest

from lazi_desktop.config.children import variables_for_children


def test_no_setting_and_no_secret_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "LAZI_SERVICETITAN__APP_KEY",
        "LAZI_HUB__PASSWORD",
        "PGPASSWORD",
        "https_proxy",
        "HTTP_PROXY",
    ):
        monkeypatch.setenv(name, "hidden")
    monkeypatch.setenv("LANGUAGE_OF_TEST", "es")
    told = variables_for_children(LC_ALL="C")
    assert "hidden" not in told.values()
    assert (told["LANGUAGE_OF_TEST"], told["LC_ALL"]) == ("es", "C")
    assert told["PATH"]
