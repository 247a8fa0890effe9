"""The drill: filled, backed up while in use, worked on, destroyed, brought back; and nobody's edits are missing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from lazi_desktop.app.cli import main
from lazi_desktop.app.device import WINDOW, device_of
from lazi_desktop.app.exit_codes import DONE, FAILED
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from tests.app.backups import remove_hubs
from tests.app.conftest import variables_of
from tests.faults.desktops import Desktop, Stage

pytestmark = pytest.mark.timeout(300)


class OwnHub(Stage):
    """A profile with the built-in hub, whose address and passwords change when it is brought back."""

    def __init__(self, simulator: RunningSimulator, profile: Path) -> None:
        self.simulator = simulator
        self.folder = profile
        self.places = ProfilePlaces(profile)
        self.tenant_id = tenant_id_of(simulator.tenant, "custom")
        self.server = EmbeddedPostgres(self.places.hub)
        self._stack = ExitStack()

    def hub_url(self, port: int | None = None) -> str:
        return self.server.member_url(self.tenant_id)

    def own(self) -> Desktop:
        """The one whose workspace is this profile's."""
        device = device_of(self.places.device(WINDOW), WINDOW)
        return self.desktop(self.places.workspace.name, device_id=device.device_id)

    def level(self, *desks: Desktop) -> None:
        for desk in desks:
            desk.wake()
        for desk in desks:
            desk.wait_level()


@pytest.fixture
def own(simulator, tmp_path, monkeypatch) -> Iterator[OwnHub]:
    variables = variables_of(simulator, tmp_path) | {"LAZI_CONFIG": str(tmp_path / "config.toml")}
    (tmp_path / "config.toml").write_text('theme = "dark"\n')
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with OwnHub(simulator, tmp_path / "profile") as stage:
        try:
            yield stage
        finally:
            stage._stack.close()
            remove_hubs(stage.places)


def run(capsys, *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(list(arguments))
    return code, capsys.readouterr().out


def changes_of(stage: Stage, remote_id: int) -> list[dict]:
    return [
        entry
        for entry in stage.simulator.requests()
        if entry["method"] == "PATCH" and entry["path"].endswith(f"/materials/{remote_id}")
    ]


def test_what_was_saved_is_there_again_and_what_others_did_since_comes_from_them(own, tmp_path, capsys):
    assert main(["pull", "--full"]) == DONE
    first, second, third, fourth = own.materials()[:4]
    with own.server:
        mine, theirs = own.own(), own.desktop(str(tmp_path / "other"))
        own.level(mine, theirs)
        mine.edit(first, "price", 111)
        theirs.edit(second, "cost", 50)
        own.level(mine, theirs)
        own.sql("update sync.change_feed set at = at - interval '1 hour'")
        folder = tmp_path / "backups"
        folder.mkdir()
        code, said = run(capsys, "backup", str(folder), "--json")
        assert code == DONE
        made = json.loads(said)
        assert own.sql("select durable_seq = feed_seq from sync.tenants") == [(True,)]  # ops may be forgotten

        mine.edit(first, "price", 222)
        mine.edit(fourth, "cost", 7)
        theirs.edit(third, "price", 333)
        theirs.edit(second, "price", 444)
        own.level(mine, theirs)
        theirs.submit()
        own.level(mine, theirs)
        assert main(["push"]) == DONE
        own.level(mine, theirs)
        assert len(changes_of(own, third)) == 1
        assert run(capsys, "audit", "verify")[0] == DONE
        mine.stop()
        theirs.stop()
        epoch = own.sql("select feed_epoch from sync.tenants")

    own.server.destroy()
    shutil.rmtree(own.places.hub)
    shutil.rmtree(own.places.workspace)
    code, said = run(capsys, "restore", made["file"])
    assert code == DONE
    assert "the workspace, the built-in database" in said
    assert "kept in" in said  # the device
    own.server = EmbeddedPostgres(own.places.hub)
    with own.server:
        assert own.sql("select feed_epoch from sync.tenants") != epoch
        mine = own.own()
        theirs.start()
        own.level(mine, theirs)
        own.check_the_hub()
        assert mine.shown(first, "price") == 111
        assert mine.shown(second, "cost") == theirs.shown(second, "cost") == 50
        assert mine.shown(third, "price") == 333
        assert mine.shown(second, "price") == 444
        assert main(["pull"]) == DONE
        own.time_passes()
        assert main(["push"]) == DONE
        own.level(mine, theirs)
        assert len(changes_of(own, third)) == 1
        own.check_no_blind_repeat()
        code, said = run(capsys, "audit", "verify")
        assert (code, "--accept" in said) == (FAILED, True)
        assert run(capsys, "audit", "verify", "--accept")[0] == DONE
        assert run(capsys, "audit", "verify")[0] == DONE
        mine.stop()
        theirs.stop()
