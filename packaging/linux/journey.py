"""From the first installation to the last trace: what an administrator and a person do with the package."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from linux.clean_system import PERSON, CleanSystem, digest_of
from linux.screen import Screen
from proofs import Demand

CODE = "AF-1003"
NAMES = ("Filter that the old version pushed", "Filter that the new version pushed")
ELSEWHERE = "Programs of the house"
_SETTLES = 4.0


class Journey:
    def __init__(self, system: CleanSystem, screen: Screen, demand: Demand, pictures: Path) -> None:
        self._system = system
        self._screen = screen
        self._demand = demand
        self._pictures = pictures
        self._home = system.root / "home" / PERSON

    def go(self, older: Path, newer: Path, tarball: Path) -> None:
        self._is_clean()
        self._install(older)
        self._system.root_does("dpkg", "--purge", "lazi-desktop")
        before = self._system.holds()  # with the libraries that apt brought, which are not ours to remove
        self._system.root_does("dpkg", "--install", self._brought(older))
        self._fits_in()
        self._demo("lazi-desktop", "package")
        with self._servicetitan() as variables:
            self._pull(variables)
            self._edit_and_push(variables, NAMES[0])
            self._upgrade(newer, variables)
            self._upgrade_under_a_window(older, newer, variables)
            self._doctor(variables)
            self._edit_and_push(variables, NAMES[1])
        self._remove(before)
        self._as_root(newer)
        self._elsewhere(tarball)

    # ------------------------------------------------------------------------------------------------ installing

    def _is_clean(self) -> None:
        packages = self._system.packages()
        python = sorted(name for name in packages if name.startswith(("python", "libpython")))
        tools = sorted(
            name for name in packages if re.match(r"gcc-\d+$|g\+\+|make$|dpkg-dev|lib.*-dev$", name)
        )
        self._demand(
            not python and not tools,
            "clean Debian",
            f"{len(packages)} packages; of Python {python or 'none'}, build tools {tools or 'none'}",
        )

    def _install(self, package: Path) -> None:
        """As by hand: dpkg says what is missing, apt brings it from Debian."""
        before = self._system.packages()
        self._system.tries("dpkg", "--install", self._brought(package))
        self._system.root_does("apt-get", "--fix-broken", "--yes", "--no-install-recommends", "install")
        new = sorted(self._system.packages() - before - {"lazi-desktop"})
        state = self._system.root_does(
            "dpkg-query", "--show", "--showformat=${Status} ${Version}", "lazi-desktop"
        )
        python = [name for name in new if "python" in name]
        self._demand(
            state.startswith("install ok installed ") and not python,
            "dpkg -i, apt -f",
            f"{state}; {len(new)} packages of Debian came along, {python or 'no'} Python",
        )
        self._system.root_does(
            "apt-get", "--yes", "--no-install-recommends", "install", "desktop-file-utils", "shared-mime-info"
        )

    def _fits_in(self) -> None:
        root = self._system.root
        kinds = (root / "usr/share/applications/mimeinfo.cache").read_text(encoding="utf-8")
        names = (root / "usr/share/mime/globs2").read_text(encoding="utf-8")
        self._demand(
            "application/x-lazi-invitation=lazi-desktop.desktop" in kinds
            and "x-scheme-handler/lazi-desktop=lazi-desktop-links.desktop" in kinds
            and "application/x-lazi-invitation:*.lazi-invitation" in names,
            "menus and file types",
            "invitations and lazi-desktop:// links open with it",
        )
        units = sorted(file.name for file in (root / "usr/lib/systemd/system").glob("lazi-desktop*"))
        enabled = [str(file) for file in (root / "etc/systemd").rglob("*lazi-desktop*")]
        self._demand(bool(units) and not enabled, "systemd units", f"{', '.join(units)}; enabled: none")
        version = self._version()
        self._demand(version.startswith("lazi-desktop "), "--version as a person", version)

    # ------------------------------------------------------------------------------------------------ working

    def _demo(self, program: str, whose: str) -> None:
        start, picture = time.monotonic(), self._home / "demo.png"
        words = (program, "--demo", "--scale", "0.1", "--screenshot", f"/home/{PERSON}/demo.png")
        self._system.person_does(*words, variables=self._display)
        self._demand(
            picture.is_file(),
            f"{whose}: demo in a window",
            f"pulled and painted in {time.monotonic() - start:.1f} s",
        )
        shutil.move(picture, self._pictures / f"demo of the {whose}.png")

    @contextmanager
    def _servicetitan(self) -> Iterator[dict[str, str]]:
        """The packaged program's own stand-in, and the variables that lead to it."""
        words = ("lazi-desktop", "simulator", "--json", "--until-stdin-closes", "--scale", "0.05")
        with self._system.starts(*words, talks=True) as simulator:
            assert simulator.stdin is not None
            assert simulator.stdout is not None
            with simulator.stdin:
                self._address: str = (told := json.loads(simulator.stdout.readline()))["api_url"]
                said = {key.upper(): told[key] for key in ("tenant", "client_id", "client_secret", "app_key")}
                said |= {"ENVIRONMENT": "custom", "API_URL": told["api_url"], "AUTH_URL": told["auth_url"]}
                yield {f"LAZI_SERVICETITAN__{key}": value for key, value in said.items()} | self._display

    def _pull(self, variables: dict[str, str]) -> None:
        report = self._asked("pull", variables=variables)
        self._demand(
            report["counts"]["added"] > 400, "pull by the command line", f"{report['counts']['added']} new"
        )

    def _edit_and_push(self, variables: dict[str, str], name: str) -> None:
        with self._window(variables, name.partition(" that ")[2]):
            self._screen.press("ctrl+f")
            self._screen.type(CODE)
            time.sleep(_SETTLES)
            self._screen.press("Down")
            time.sleep(1)
            self._screen.type(name)
            self._screen.press("Return")
            time.sleep(_SETTLES)
        pending = self._asked("status", variables=variables)["status"]["pending_fields"]
        self._demand(pending == 1, "edit in the window", f"{pending} field pending after it was closed")
        counts = self._asked("push", "--yes", variables=variables)["counts"]
        [found] = [one["displayName"] for one in self._materials() if one["code"] == CODE]
        self._demand(
            counts["verified"] == 1 and found == name,
            "push by the command line",
            f"{counts['verified']} verified; ServiceTitan has “{found}”",
        )

    @contextmanager
    def _window(self, variables: dict[str, str], picture: str) -> Iterator[subprocess.Popen[str]]:
        with self._system.starts("lazi-desktop", variables=variables) as program:
            try:
                window = self._screen.window("LAZI Desktop – ")  # while the database starts there is another
                self._screen.fill(window)
                time.sleep(_SETTLES)
                yield program
                self._screen.save(self._pictures / f"{picture}.png")
            finally:
                program.terminate()
                program.wait(60)
        self._demand(program.returncode == 0, "window closed", f"exit code {program.returncode}")

    def _doctor(self, variables: dict[str, str]) -> None:
        told = self._asked("doctor", variables=variables)
        states = [one["state"] for one in told["results"]]
        counts = {state: states.count(state) for state in sorted(set(states))}
        self._demand(told["well"], "doctor", ", ".join(f"{count} {state}" for state, count in counts.items()))
        running = [words for words in self._system.running() if " simulator " not in words]
        self._demand(not running, "after the doctor", f"runs on: {running or 'nothing'}")

    # ------------------------------------------------------------------------------------------------ coming and going

    def _upgrade(self, newer: Path, variables: dict[str, str]) -> None:
        """With everything closed, where nothing of the person's may be touched."""
        kept, before = digest_of(self._home), self._version()
        self._system.root_does("dpkg", "--install", self._brought(newer))
        after = self._version()
        self._demand(
            before != after and digest_of(self._home) == kept,
            "update",
            f"{before} → {after}; the home is unchanged",
        )
        pulled = self._asked("pull", variables=variables)["counts"]
        self._demand(
            pulled["added"] == 0, "data after the update", f"{pulled['received']} received, nothing new"
        )

    def _upgrade_under_a_window(self, older: Path, newer: Path, variables: dict[str, str]) -> None:
        """Back to the older one first; its window then finds another program's files where its own were."""
        self._system.root_does("dpkg", "--install", self._brought(older))
        before = self._version()
        with self._window(variables, "updated while open") as program:
            self._system.root_does("dpkg", "--install", self._brought(newer))
            after, runs = self._version(), Path(f"/proc/{program.pid}/exe").readlink()
            self._demand(
                before != after and runs.name == "lazi-desktop (deleted)",
                "back, and updated under a window",
                f"{before} is open, {after} is installed",
            )
            for key in ("ctrl+1", "ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5", "F1"):
                self._screen.press(key)
                time.sleep(1)
            self._demand(program.poll() is None, "replaced under an open window", "it goes on, pages open")

    def _version(self) -> str:
        return self._system.person_does("lazi-desktop", "--version").strip()

    def _remove(self, before: dict[str, str]) -> None:
        running = self._system.running()
        self._demand(not running, "all closed", f"runs on: {running or 'nothing'}")
        kept = digest_of(self._home)
        self._system.root_does("dpkg", "--remove", "lazi-desktop")
        self._system.root_does("dpkg", "--purge", "lazi-desktop")
        after = self._system.holds()
        left = sorted(name for name, content in after.items() if before.get(name) != content)
        gone = sorted(before.keys() - after.keys())
        self._demand(
            not left and not gone,
            "removed and purged",
            f"left behind: {left or 'nothing'}; lost: {gone or 'nothing'}",
        )
        files = sum(1 for path in self._home.rglob("*") if path.is_file())
        self._demand(digest_of(self._home) == kept, "the person's own data", f"{files} files, as they were")

    def _as_root(self, package: Path) -> None:
        """The built-in database refuses root: it runs as an account of its own."""
        self._system.root_does("dpkg", "--install", self._brought(package))
        with self._servicetitan() as variables:
            told = self._system.root_does(
                "env",
                *(f"{name}={value}" for name, value in variables.items()),
                "lazi-desktop",
                "pull",
                "--json",
            )
        added = json.loads(told)["counts"]["added"]
        self._demand(added > 400, "pull as root", f"{added} new; its database in /var/lib/lazi-desktop")
        self._system.root_does("dpkg", "--purge", "lazi-desktop")
        kept = (self._system.root / "var/lib/lazi-desktop").is_dir()
        self._demand(kept, "purge after root's pull", "root's database is kept, too")

    def _elsewhere(self, tarball: Path) -> None:
        """Where nothing is installed, in a folder that the person may only read, with a name as people give."""
        with tarfile.open(tarball) as archive:
            archive.extractall(self._system.root / "srv" / ELSEWHERE, filter="data")
        [folder] = (self._system.root / "srv" / ELSEWHERE).iterdir()
        program, before = f"/srv/{ELSEWHERE}/{folder.name}/lazi-desktop", digest_of(folder)
        version = self._system.person_does(program, "--version").strip()
        kind = tomllib.loads((folder / "installed.toml").read_text(encoding="utf-8"))["kind"]
        self._demand(
            version == f"lazi-desktop {folder.name.rpartition('-')[2]}" and kind == "tarball",
            "tarball unpacked elsewhere",
            f"{program} is {version}, installed as a {kind}",
        )
        self._demo(program, "tarball")
        self._demand(digest_of(folder) == before, "tarball's folder", "as it was unpacked")

    # ------------------------------------------------------------------------------------------------ ways

    @property
    def _display(self) -> dict[str, str]:
        return {"DISPLAY": self._screen.name, "QT_QPA_PLATFORM": "xcb"}

    def _asked(self, command: str, *arguments: str, variables: dict[str, str]) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(
            self._system.person_does("lazi-desktop", command, *arguments, "--json", variables=variables)
        )
        return told

    def _materials(self) -> list[dict[str, Any]]:
        with urllib.request.urlopen(f"{self._address}/_simulator/items/material") as answer:
            found: list[dict[str, Any]] = json.load(answer)
        return found

    def _brought(self, package: Path) -> str:
        """Where it lies for the system."""
        shutil.copyfile(package, self._system.root / "tmp" / package.name)
        return f"/tmp/{package.name}"
