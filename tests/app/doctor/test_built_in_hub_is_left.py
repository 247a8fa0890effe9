"""The doctor starts the built-in database where it does not run, and leaves it as it was, however it ends itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lazi_desktop.config.places import ProfilePlaces, migrations_folder
from lazi_desktop.store.hub.embedded import EmbeddedHub, EmbeddedPostgres

pytestmark = pytest.mark.timeout(120)

EXAMINE = """
import signal
import sys
import time

from lazi_desktop.app.doctor.doctor import InstallationDoctor
from lazi_desktop.app.doctor.hub import HUB, look_at_hub
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.runner import Group

signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in a shell's background has it ignored
patient = Patient.of_file(None)
groups = [Group(HUB, look_at_hub, seconds=60)]
if "slowly" in sys.argv:
    groups.append(Group({"slow": "Something that takes long"}, lambda patient, tell: time.sleep(600), seconds=600))
for result in InstallationDoctor(lambda: patient, groups=groups).examine():
    print(result.name, result.state, flush=True)
"""
"""Of its checks the one that starts something, and nothing after it that would give it time but where it is asked."""


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    hub = EmbeddedHub(ProfilePlaces(tmp_path / "profile").hub, migrations=migrations_folder())
    try:
        hub.start()
        hub.prepare("5", "custom")
        hub.stop()
        assert hub.server.pid is None
        yield hub.server
    finally:
        hub.server.destroy()


def examining(tmp_path: Path, *more: str) -> subprocess.Popen[str]:
    variables = {
        "LAZI_PROFILE": str(tmp_path / "profile"),
        "LAZI_SERVICETITAN__TENANT": "5",
        "LAZI_SERVICETITAN__ENVIRONMENT": "custom",
    }
    return subprocess.Popen(
        [sys.executable, "-c", EXAMINE, *more],
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_runs_no_more_when_the_last_finding_was_told(stopped: EmbeddedPostgres, tmp_path: Path) -> None:
    with examining(tmp_path) as doctor:
        said, errors = doctor.communicate(timeout=60)
    assert (doctor.returncode, errors) == (0, "")
    assert "hub ok" in said
    assert stopped.pid is None
    assert not stopped.has_others


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C reaches a console there, not a process")
def test_it_runs_no_more_when_somebody_did_not_wait(stopped: EmbeddedPostgres, tmp_path: Path) -> None:
    with examining(tmp_path, "slowly") as doctor:
        patience = time.monotonic() + 60
        while stopped.pid is None:
            assert time.monotonic() < patience, "it was not started"
            time.sleep(0.01)
        doctor.send_signal(signal.SIGINT)
        _, errors = doctor.communicate(timeout=60)
    assert "KeyboardInterrupt" in errors
    assert stopped.pid is None
    assert not stopped.has_others


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to threads")
def test_it_ends_whichever_thread_the_system_interrupts() -> None:
    """Whoever waits without end is woken by a signal that comes while it waits, and by no other."""
    code = """
import signal, threading, time
from lazi_desktop.app.doctor.doctor import InstallationDoctor
from lazi_desktop.app.doctor.runner import Group

signal.signal(signal.SIGINT, signal.default_int_handler)  # as above

def look(patient, tell):
    time.sleep(1)  # by then the main thread waits; if it did not, this would show nothing, and not fail
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)
    time.sleep(600)

InstallationDoctor(lambda: None, groups=[Group({"slow": "Something that takes long"}, look, seconds=600)]).examine()
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert "KeyboardInterrupt" in ended.stderr
