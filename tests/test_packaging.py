"""What packaging/ says to run is what the program takes; units that systemd knows."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import sign_manifest
import typer

from lazi_desktop.app.cli import app
from lazi_desktop.config import policy
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.places import APP
from lazi_desktop.config.settings import KEYS, load_settings
from lazi_desktop.config.web_pages import PATTERNS
from lazi_desktop.domain.invitation import SCHEME, SUFFIX
from lazi_desktop.secrets.system_keyring import SERVICE
from lazi_desktop.servicetitan.settings import INTEGRATION, PRODUCTION
from lazi_desktop.store.hub.system_user import ACCOUNT

PACKAGING = Path(__file__).resolve().parents[1] / "packaging"
FILES = PACKAGING / "linux" / "files"
UNITS = sorted((PACKAGING / "systemd").glob("*.service"))
README = (PACKAGING / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^ *```(?:toml)?\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL)
IN_LINE = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", README)
PROGRAM = re.compile(r"(?:^|[\s/\"])lazi-desktop\"? +(?=[a-z-])([^`]*)")


def commands() -> Iterator[tuple[str, list[str]]]:
    for unit in UNITS:
        [line] = re.findall(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)
        yield unit.name, shlex.split(line)[1:]
    container = (PACKAGING / "container" / "Containerfile").read_text()
    [health, start] = re.findall(r"^\s*CMD (\[.*\])$", container, re.MULTILINE)
    yield "HEALTHCHECK", json.loads(health)[1:]
    yield "CMD", json.loads(start)
    for line in (*(line for block in BLOCKS for line in block.splitlines()), *IN_LINE):
        for said in PROGRAM.findall(line):
            whole = said if said.count('"') % 2 == 0 else said.rstrip('"')  # its quotes begin before it
            words = shlex.split(whole, comments=True)
            yield line, [word for word in words if not word.startswith("[") and not word.endswith("]")]


def parse(arguments: list[str]) -> None:
    """As the program does, up to where it would begin."""
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands"):
        while arguments[0].startswith("-"):
            assert arguments[0] == "--config"
            arguments = arguments[2:]
        command, arguments = command.commands[arguments[0]], arguments[1:]
    command.make_context(str(command.name), arguments)


@pytest.mark.parametrize("where, arguments", list(commands()))
def test_the_program_takes_what_is_written(where: str, arguments: list[str]):
    parse(list(arguments))


def test_commands_were_found_and_a_wrong_one_would_be():
    assert len(list(commands())) >= 30
    with pytest.raises(Exception, match="No such option: --status-fil"):
        parse(["sync", "--status-fil", "x"])


def test_the_windows_task_says_what_the_program_takes():
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    task = ElementTree.fromstring((PACKAGING / "windows" / "sync-task.xml").read_bytes())
    [said] = [one.text for one in task.iter(f"{space}Arguments")]
    assert said
    parse(shlex.split(said.replace("\\", "/")))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_the_unit(unit: Path, tmp_path: Path):
    if not shutil.which("systemd-analyze"):
        pytest.skip(f"NOT TESTED: {unit.name}; needs systemd-analyze")
    text = re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", unit.read_text())
    copy = tmp_path / unit.name.replace("@", "@acme")
    copy.write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_desktop_hands_over_what_the_program_takes():
    kinds = ElementTree.fromstring((FILES / "lazi-desktop.xml").read_bytes())
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    [kind] = kinds.iter(f"{space}mime-type")
    [name] = [one.get("pattern") for one in kind.iter(f"{space}glob")]
    assert name == f"*{SUFFIX}"
    opens = {file.name: file.read_text(encoding="utf-8") for file in FILES.glob("*.desktop")}
    assert f"MimeType={kind.get('type')};" in opens["lazi-desktop.desktop"]
    assert f"MimeType=x-scheme-handler/{SCHEME};" in opens["lazi-desktop-links.desktop"]


def test_the_manual_tells_every_command():
    manual = subprocess.run(
        [sys.executable, PACKAGING / "linux" / "man_page.py", "1000000000"],
        capture_output=True,
        text=True,
        check=True,
        cwd=PACKAGING.parent,
    ).stdout.replace("\\", "")
    assert "2001-09-09" in manual
    told = re.findall(r"^\.SS (.+)$", manual, re.MULTILINE)
    assert {"pull", "push", "db upgrade", "audit verify"} <= {" ".join(line.split()) for line in told}
    command: Any = typer.main.get_command(app)
    for option in command.commands["push"].params:
        assert option.opts[0] in manual


# ------------------------------------------------------------------------------------------------- what the guide names


def test_the_guide_names_settings_and_variables_that_there_are():
    sections = {key.partition(".")[0] for key in KEYS if "." in key}
    found = (re.match(r"([a-z]+)\.[a-z_]+(?=$| = )", name) for name in IN_LINE)
    named = {one[0] for one in found if one and one[1] in sections}
    assert len(named) >= 6
    assert named <= set(KEYS)
    sources = [*PACKAGING.rglob("*.py"), PACKAGING.parent / "lazi_desktop" / "config" / "policy.py"]
    ours = "".join(file.read_text(encoding="utf-8") for file in sources)
    known = {key.variable for key in KEYS.values()} | {"LAZI_CONFIG", "LAZI_POLICY"}
    known |= set(re.findall(r"\"(LAZI_[A-Z_]+)\"", ours))
    assert set(re.findall(r"LAZI_[A-Z_]+", README)) <= known


def test_policies_in_the_guide_hold(tmp_path, monkeypatch):
    monkeypatch.setattr(policy, "machine_policy_file", lambda: tmp_path / "no" / "policy.toml")
    policies = [block for block in BLOCKS if "[policy]" in block]
    assert len(policies) == 2
    for text in policies:
        (tmp_path / "policy.toml").write_text(text, encoding="utf-8")
        monkeypatch.setenv("LAZI_POLICY", str(tmp_path / "policy.toml"))
        (tmp_path / "config.toml").write_text("")
        settings = load_settings(tmp_path / "config.toml")
        assert settings.origin_of("updates.channel").kind is OriginKind.LOCKED


def test_the_guide_names_each_host_that_the_program_knows_and_no_other():
    [section] = re.findall(r"^## Network\n(.*?)^## ", README, re.MULTILINE | re.DOTALL)
    addresses = [
        *(address for at in (PRODUCTION, INTEGRATION) for address in (at.api_url, at.auth_url)),
        *PATTERNS.values(),
    ]
    assert set(re.findall(r"[\w-]+\.servicetitan\.\w+", section)) == {
        urlsplit(one).hostname for one in addresses
    }


def test_releases_are_signed_as_the_guide_says():
    lines = "\n".join(BLOCKS).replace("\\\n", " ").splitlines()
    said = [line.partition("sign_manifest.py")[2] for line in lines if "packaging/sign_manifest.py" in line]
    assert [words.split()[0] for words in said] == ["keys", "write", "sign", "check"]
    for words in said:
        sign_manifest.parse(shlex.split(words))


def test_the_guide_leads_to_what_it_has():
    heads = re.findall(r"^##+ (.+)$", README, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}
    leads = re.findall(r"\]\(#([^)]+)\)", README)
    assert len(leads) >= 10
    assert set(leads) <= anchors
    files = {name for name in IN_LINE if re.fullmatch(r"(macos|windows|linux|systemd)/[\w.@-]+", name)}
    assert [name for name in files if not (PACKAGING / name).exists()] == []


def test_folders_that_are_removed_are_the_ones_in_use():
    [section] = re.findall(r"^## Removing all of it\n(.*?)^## ", README, re.MULTILINE | re.DOTALL)
    assert {f"~/.config/{APP}", f"~/.local/share/{APP}", f"%LOCALAPPDATA%\\{APP}"} <= set(
        re.findall(r"[~%][\w./%\\-]+", section)
    )
    assert section.count(f'"{SERVICE}"') >= 2
    assert f"userdel {ACCOUNT}" in section.replace("; ", "\n").replace("`", "")
