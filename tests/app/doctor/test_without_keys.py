"""A computer that works on the shared database alone is well: what it has no keys for is not looked at."""

from __future__ import annotations

from lazi_desktop.app.doctor.servicetitan import SERVICETITAN
from lazi_desktop.ports.doctor import CheckState
from tests.app.doctor.conftest import bad


def test_servicetitan_is_left_to_another_computer(unattended, examine, monkeypatch) -> None:
    for name in ("CLIENT_ID", "CLIENT_SECRET", "APP_KEY"):
        monkeypatch.delenv(f"LAZI_SERVICETITAN__{name}")
    found = examine()
    assert not bad(found)
    assert found["settings"].state is CheckState.OK
    assert found["hub_person"].state is CheckState.OK
    for name in SERVICETITAN:
        assert found[name].state is CheckState.SKIPPED
        assert "no ServiceTitan keys" in found[name].words
    assert not unattended.requests()
