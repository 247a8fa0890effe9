#!/usr/bin/env python3
"""Sets up all that LAZI Desktop needs in .venv beside this file, then runs it. Needs only Python 3.11 or newer."""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

USAGE = """\
python3 lazi.py COMMAND [anything else goes to the command]

  demo    opens LAZI Desktop on a made-up pricebook; nothing to configure
          --scale 12 makes 101,580 SKUs instead of 8,465
          --screenshot FILE saves a picture of the window, also where there is no screen
  run     runs lazi-desktop: `run` opens the window, `run status`, `run pull`, `run push` … do without;
          run --help tells what it can do
  test    runs the tests; what follows goes to pytest
  check   lint, format, types, and who may import whom
  bench   measures, and prints the figures as JSON
  soak    runs histories of the simulated world until stopped; --histories N, --seed S
  translate  brings the translations up to date and names what is missing
  setup   only prepares: packages, system libraries
  lock    writes the requirements files anew after pyproject.toml changed; --upgrade takes newer versions

The first call prepares a .venv folder here and takes a few minutes; later ones start at once.
"""

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "lazi.json"
RUN_LOCK, DEV_LOCK = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
BUILD_LOCKS = [ROOT / "packaging" / name for name in ("requirements.txt", "windows/requirements.txt")]
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# The libraries that Qt loads from the system, and the Debian packages that bring them.
QT_ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
QT_ON_X = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
QT_ON_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


def main(argv: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036
        stop_for_old_python()
    command, rest = (argv[0], argv[1:]) if argv else ("help", [])
    if command in {"help", "-h", "--help"} or (command == "demo" and {"-h", "--help"} & {*rest}):
        print(USAGE, end="")
        return 0 if argv else 2
    if command not in COMMANDS:
        print(f"lazi.py knows no command “{command}”.\n\n{USAGE}", end="", file=sys.stderr)
        return 2
    return COMMANDS[command](rest)


def demo(arguments: list[str]) -> int:
    set_up(RUN_LOCK)
    provide_qt_libraries(window=has_display())
    return replace_by([PYTHON, "-m", "lazi_desktop", "--demo", *arguments], platform(announce=True))


def run(arguments: list[str]) -> int:
    set_up(RUN_LOCK)
    provide_qt_libraries(window=has_display())
    return replace_by([PYTHON, "-m", "lazi_desktop", *arguments], platform())


def test(arguments: list[str]) -> int:
    set_up(DEV_LOCK)
    provide_qt_libraries(window=False)
    if not arguments:  # all of them, shared out among the cores
        arguments = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal"]
    return replace_by([PYTHON, "-m", "pytest", *arguments], {"QT_QPA_PLATFORM": "offscreen"}, ROOT)


def bench(arguments: list[str]) -> int:
    set_up(DEV_LOCK)
    provide_qt_libraries(window=has_display())
    return replace_by([PYTHON, "-m", "tests.benchmarks", *arguments], platform(), ROOT)


def soak(arguments: list[str]) -> int:
    set_up(DEV_LOCK)
    return replace_by([PYTHON, "-m", "tests.simulation", *arguments], {}, ROOT)


def translate(_arguments: list[str]) -> int:
    set_up(DEV_LOCK)
    provide_qt_libraries(window=False)
    return replace_by([PYTHON, "-m", "tests.translations"], {"QT_QPA_PLATFORM": "offscreen"}, ROOT)


def prepare(_arguments: list[str]) -> int:
    set_up(DEV_LOCK)
    provide_qt_libraries(window=has_display())
    say("Ready.")
    return 0


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> NoReturn:
    say(sentence)
    raise SystemExit(1)


def stop_for_old_python() -> NoReturn:
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    have = ".".join(str(number) for number in sys.version_info[:3])
    advice = (
        f"Try:  {newer[0]} lazi.py demo" if newer else "Install a newer one from python.org or your system."
    )
    stop(f"LAZI Desktop needs Python 3.11 or newer, and this is Python {have}. {advice}")


# --- setting up -------------------------------------------------------------------------------------------------------


def set_up(requirements: Path) -> None:
    """A working .venv with what the lock names, and the package itself."""
    make_venv()
    install_locked(requirements)
    install_package()


def make_venv() -> None:
    if venv_works():
        return
    if VENV.exists():
        say("The .venv folder is incomplete or its Python is gone; making it anew.")
        try:
            shutil.rmtree(VENV)
        except OSError as error:
            stop(
                f"The folder {VENV} cannot be removed ({error}). Close what uses it, delete it and try again."
            )
    if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        provide_packages([version], "Python's venv module is missing")
    say(f"Making a Python environment in {VENV} …")
    base = getattr(sys, "_base_executable", None) or sys.executable
    run_quietly([base, "-m", "venv", VENV], "Python could not make its environment")
    if not venv_works():
        stop(f"The Python environment in {VENV} does not work. Delete the folder and try again.")


def venv_works() -> bool:
    if not PYTHON.exists():
        return False
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
    try:
        return subprocess.run([PYTHON, "-c", probe], capture_output=True, env=clean_env()).returncode == 0
    except OSError:
        return False


def install_locked(requirements: Path) -> None:
    stamp, fingerprint = read_stamp(), digest(requirements.read_bytes())
    if stamp.get(requirements.name) == fingerprint:
        return
    if (
        requirements == RUN_LOCK
        and DEV_LOCK.exists()
        and stamp.get(DEV_LOCK.name) == digest(DEV_LOCK.read_bytes())
    ):
        return  # the larger lock holds the smaller one
    count = sum("==" in line for line in requirements.read_text(encoding="utf-8").splitlines())
    say(f"Installing the {count} packages of {requirements.name}; the first time this takes a few minutes …")
    write_stamp({})  # an interrupted installation must not pass for a finished one
    start = time.monotonic()
    pip("--require-hashes", "-r", requirements)
    write_stamp({requirements.name: fingerprint})
    say(f"… done in {time.monotonic() - start:.0f} s.")


def install_package() -> None:
    """The package itself, from this folder: again when the folder was moved or its project file changed."""
    recipe = (ROOT / "pyproject.toml").read_bytes() + (ROOT / "setup.py").read_bytes()
    stamp, fingerprint = read_stamp(), digest(recipe + str(ROOT).encode())
    if stamp.get("package") == fingerprint:
        return
    pip("--no-deps", "--no-build-isolation", "--editable", ROOT)
    write_stamp({**stamp, "package": fingerprint})


def pip(*arguments: str | Path) -> None:
    run_quietly(
        [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", *arguments],
        "The packages could not be installed (is there a connection to the package index?)",
    )


def digest(content: bytes) -> str:
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict[str, str]) -> None:
    STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")


# --- the system -------------------------------------------------------------------------------------------------------


def has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def platform(*, announce: bool = False) -> dict[str, str]:
    """Where there is no screen Qt draws into memory, so that everything but looking at it works."""
    if has_display() or os.environ.get("QT_QPA_PLATFORM"):
        return {}
    if announce:
        say("There is no screen here, so no window opens; --screenshot FILE saves a picture of it instead.")
    return {"QT_QPA_PLATFORM": "offscreen"}


def provide_qt_libraries(*, window: bool) -> None:
    """Only Linux leaves these to the system. A window needs more of them than drawing into memory."""
    if sys.platform != "linux":
        return
    wanted = dict(QT_ALWAYS)
    if window and os.environ.get("DISPLAY"):
        wanted |= QT_ON_X
    elif window:
        wanted |= QT_ON_WAYLAND
    missing = [library for library in wanted if not can_load(library)]
    packages = [wanted[library] for library in missing]
    if not has_fonts():
        missing.append("a font")
        packages.append("fonts-dejavu-core")
    if packages:
        provide_packages(packages, f"Qt needs of the system: {', '.join(missing)}")


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    suffixes = {".ttf", ".otf", ".ttc", ".pfb"}
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(file.suffix.lower() in suffixes for folder in folders for file in folder.rglob("*"))


def provide_packages(packages: list[str], why: str) -> None:
    """Installs Debian packages where we may; otherwise tells what to type."""
    line = f"apt-get install --yes --no-install-recommends {' '.join(packages)}"
    if sys.platform != "linux":
        stop(f"{why}. Install Python from python.org, which brings all of it.")
    if not shutil.which("apt-get"):
        stop(
            f"{why}. Install it with your system's package manager; Debian's packages are {' '.join(packages)}."
        )
    if os.geteuid() != 0:
        stop(f"{why}. Type this line, then try again:\n\n  sudo {line}\n")
    say(f"{why}. Installing {' '.join(packages)} …")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(line.split(), stdin=subprocess.DEVNULL, capture_output=True, env=env).returncode:
        run_quietly(["apt-get", "update"], "Debian's package lists could not be fetched", env)
        run_quietly(line.split(), f"apt-get could not install {' '.join(packages)}", env)


# --- running ----------------------------------------------------------------------------------------------------------


def clean_env() -> dict[str, str]:
    """The environment, less what would make our Python or pip look or install elsewhere."""
    elsewhere = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__"}
    return {name: value for name, value in os.environ.items() if name not in elsewhere}


def run_quietly(
    command: list[str | Path] | list[str], complaint: str, env: dict[str, str] | None = None
) -> None:
    """Runs a command, and shows what it said only if it failed."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=env or clean_env(),
        text=True,
        errors="replace",
    )
    if done.returncode:
        last_words = "\n".join(f"  {line}" for line in done.stdout.strip().splitlines()[-30:])
        stop(f"{complaint}:\n{last_words}")


def replace_by(command: list[str | Path], extra_env: dict[str, str], folder: Path | None = None) -> int:
    """Becomes the command where the system can do that, so that signals and exit code are its own."""
    env = {**clean_env(), **extra_env}
    if folder:
        os.chdir(folder)
    words = [str(word) for word in command]
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(words[0], words, env)
    with subprocess.Popen(words, env=env) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child got it too, and decides


def check(_arguments: list[str]) -> int:
    set_up(DEV_LOCK)
    imports = (
        "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    )
    checks = {
        "lint": ["-m", "ruff", "check", "."],
        "format": ["-m", "ruff", "format", "--check", "."],
        "types": ["-m", "mypy"],
        "imports": ["-c", imports, "--no-logo"],
    }
    failed = []
    for name, command in checks.items():
        say(f"--- {name}")
        if subprocess.run([PYTHON, *command], cwd=ROOT, env=clean_env(), stdin=subprocess.DEVNULL).returncode:
            failed.append(name)
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def lock(options: list[str]) -> int:
    """Locks what pyproject.toml asks for, the build backend included, for every system and with every file's hash."""
    import tomllib

    make_venv()
    if subprocess.run([PYTHON, "-c", "import uv"], capture_output=True).returncode:
        pip("uv")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    backend = "\n".join(project["build-system"]["requires"])
    compiler = (
        "uv pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes".split()
    )
    silent = "--no-annotate --no-emit-index-url --no-emit-find-links".split()
    label = ["--custom-compile-command", "python3 lazi.py lock"]
    common = [str(PYTHON), "-m", *compiler, *silent, *label, *options]
    beside = ["--constraint", RUN_LOCK.name]
    asked = ["pyproject.toml", "-"]
    for command in (
        [*common, *asked, "-o", RUN_LOCK.name],
        [*common, *asked, "--extra", "dev", *beside, "-o", DEV_LOCK.name],
        *([*common, *beside, str(lock.with_suffix(".in")), "-o", str(lock)] for lock in BUILD_LOCKS),
    ):
        done = subprocess.run(
            command, cwd=ROOT, env=clean_env(), input=backend, text=True, stdout=subprocess.DEVNULL
        )
        if done.returncode:
            return done.returncode
    say("Wrote requirements.txt, requirements-dev.txt and those of packaging.")
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "soak": soak,
    "translate": translate,
    "setup": prepare,
    "lock": lock,
}

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show “ ” or … is no reason to stop
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
