"""What wixl is told: folders, files, features, and what the program writes into the registry."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from windows.launchers import WINDOW
from windows.product import NAME, OLDEST_WINDOWS, PUBLISHER, UPGRADE_CODE, guid, msi_version, short

_SYNC = "sync"
_CLASSES = "Software\\Classes"
_INVITATION = "LAZIDesktop.Invitation"
_SHELL = f'"[INSTALLDIR]{WINDOW}" "%1"'
_ICON = f"[INSTALLDIR]{NAME}.ico"
ICON = f"{NAME}.ico"
_WINDOWS_BUILD = ("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "CurrentBuildNumber")
FORMER_FOLDER, FORMER_SYNC = "FORMERFOLDER", "FORMERSYNC"
"""Where the one that is installed lies, and whether it made the task."""
_OWN_KEY = "Software\\LAZI Desktop"
INSTALLER_VERSION = 500
"""Of Windows 7 and newer: older ones know no access lists in words."""
NEWER = "A newer version of LAZI Desktop is installed. To go back, remove it first; nobody's data is touched."

REGISTRY = {
    f"{_CLASSES}\\.lazi-invitation": {"": _INVITATION, "Content Type": "application/x-lazi-invitation"},
    f"{_CLASSES}\\{_INVITATION}": {"": "LAZI Desktop invitation"},
    f"{_CLASSES}\\{_INVITATION}\\DefaultIcon": {"": _ICON},
    f"{_CLASSES}\\{_INVITATION}\\shell\\open\\command": {"": _SHELL},
    f"{_CLASSES}\\lazi-desktop": {"": "URL:LAZI Desktop", "URL Protocol": ""},
    f"{_CLASSES}\\lazi-desktop\\DefaultIcon": {"": _ICON},
    f"{_CLASSES}\\lazi-desktop\\shell\\open\\command": {"": _SHELL},
    _OWN_KEY: {"Folder": "[INSTALLDIR]"},
}
"""Of the whole computer."""


def write_wxs(tree: Path, version: str, *, product_code: str) -> str:
    """For wixl where it runs in the folder that holds the tree; it takes no absolute paths."""
    wix = Element("Wix", xmlns="http://schemas.microsoft.com/wix/2006/wi")
    product = SubElement(
        wix, "Product", Id=product_code, Name=NAME, Language="1033", Codepage="1252",
        Version=msi_version(version), Manufacturer=PUBLISHER, UpgradeCode=UPGRADE_CODE,
    )  # fmt: skip
    SubElement(
        product, "Package", InstallerVersion=str(INSTALLER_VERSION), Compressed="yes",
        InstallScope="perMachine", Languages="1033", Manufacturer=PUBLISHER, Description=f"{NAME} {version}",
    )  # fmt: skip
    SubElement(product, "MajorUpgrade", DowngradeErrorMessage=NEWER)
    SubElement(product, "Media", Id="1", Cabinet="program.cab", EmbedCab="yes")
    SubElement(product, "Icon", Id=ICON, SourceFile=f"{tree.name}/{ICON}")
    _properties(product)
    _asked_of_windows(product)
    components = _folders(product, tree)
    _features(product, components)
    indent(wix)
    return tostring(wix, encoding="unicode")


def _properties(product: Element) -> None:
    for name, value in {
        "ARPPRODUCTICON": ICON,
        "REINSTALLMODE": "amus",  # files of another version are replaced, older or newer
        "ARPCOMMENTS": "Edit a ServiceTitan pricebook offline, as a team, and push back only what was reviewed.",
    }.items():
        SubElement(product, "Property", Id=name, Value=value)


def _asked_of_windows(product: Element) -> None:
    for found, key, name in (
        ("WINDOWSBUILD", *_WINDOWS_BUILD),
        (FORMER_FOLDER, _OWN_KEY, "Folder"),
        (FORMER_SYNC, _OWN_KEY, "Sync"),
    ):
        asked = SubElement(product, "Property", Id=found)
        SubElement(
            asked, "RegistrySearch", Id=f"Search{found}", Root="HKLM", Key=key, Name=name, Type="raw", Win64="yes"
        )  # fmt: skip
    wanted = SubElement(
        product,
        "Condition",
        Message="LAZI Desktop needs Windows 10 1809, Windows Server 2019 or newer, 64 bit.",
    )
    wanted.text = f"Installed OR (VersionNT64 AND WINDOWSBUILD >= {OLDEST_WINDOWS})"


def _folders(product: Element, tree: Path) -> dict[str, list[str]]:
    """Returns the components by feature: one for each folder that holds files, and those that hold none."""
    top = SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    SubElement(top, "Directory", Id="System64Folder", Name="System")
    programs = SubElement(top, "Directory", Id="ProgramFiles64Folder", Name="PFiles")
    install = SubElement(programs, "Directory", Id="INSTALLDIR", Name=NAME)
    components: dict[str, list[str]] = {"Program": [], "Shortcuts": [], "Sync": []}
    _folder(install, tree, PurePosixPath(), components)
    components["Program"].append(_empty(install, "INSTALLDIR"))
    components["Program"].append(_registry(install))
    menu = SubElement(top, "Directory", Id="ProgramMenuFolder", Name="Programs")
    components["Shortcuts"].append(_shortcut(menu))
    data = SubElement(top, "Directory", Id="CommonAppDataFolder", Name="CommonAppData")
    shared = SubElement(data, "Directory", Id="DATADIR", Name=NAME)
    components["Program"].append(_empty(shared, "DATADIR"))
    status = SubElement(shared, "Directory", Id="SYNCDATADIR", Name=_SYNC)
    components["Sync"].append(_empty(status, "SYNCDATADIR"))
    return components


def _folder(at: Element, tree: Path, path: PurePosixPath, components: dict[str, list[str]]) -> None:
    entries = sorted((tree / path).iterdir(), key=lambda one: one.name)
    if files := [one for one in entries if one.is_file()]:
        name = short("C", str(path))
        component = SubElement(at, "Component", Id=name, Guid=guid("folder", str(path)), Win64="yes")
        for number, file in enumerate(files):
            SubElement(
                component, "File", Id=short("F", str(path / file.name)), Name=file.name,
                Source=f"{tree.name}/{path / file.name}",
                KeyPath="no" if number else "yes",
            )  # fmt: skip
        if path == PurePosixPath(_SYNC):
            _note(component, "Sync", key_path="no")
            components["Sync"].append(name)
        else:
            components["Program"].append(name)
    for one in entries:
        if one.is_dir():
            inside = path / one.name
            below = SubElement(at, "Directory", Id=short("D", str(inside)), Name=one.name)
            _folder(below, tree, inside, components)


def _registry(install: Element) -> str:
    component = SubElement(install, "Component", Id="Registry", Guid=guid("registry"), Win64="yes")
    number = 0
    for key, values in REGISTRY.items():
        for name, value in values.items():
            number += 1
            entry = SubElement(
                component, "RegistryValue", Id=f"Registry{number}", Root="HKLM", Key=key, Type="string",
                Value=value, KeyPath="yes" if number == 1 else "no",
            )  # fmt: skip
            if name:
                entry.set("Name", name)
    return "Registry"


def _shortcut(menu: Element) -> str:
    component = SubElement(menu, "Component", Id="StartMenu", Guid=guid("start menu"), Win64="yes")
    SubElement(
        component, "Shortcut", Id="StartMenuEntry", Name=NAME, Target=f"[INSTALLDIR]{WINDOW}", Icon=ICON,
        IconIndex="0", WorkingDirectory="INSTALLDIR", Description="Edit a ServiceTitan pricebook",
    )  # fmt: skip
    _note(component, "StartMenu", key_path="yes")
    return "StartMenu"


def _note(component: Element, name: str, *, key_path: str) -> None:
    SubElement(
        component, "RegistryValue", Id=f"{name}Key", Root="HKLM", Key=_OWN_KEY,
        Name=name, Type="integer", Value="1", KeyPath=key_path,
    )  # fmt: skip


def _empty(folder: Element, name: str) -> str:
    identity = f"Folder{name}"
    component = SubElement(folder, "Component", Id=identity, Guid=guid(name), Win64="yes")
    SubElement(component, "CreateFolder")
    return identity


def _features(product: Element, components: dict[str, list[str]]) -> None:
    titles = {
        "Program": ("LAZI Desktop", "The program and its command line.", "1"),
        "Shortcuts": ("Start menu", "An entry in everybody's start menu.", "1"),
        "Sync": ("Sync without a window", "A scheduled task that runs lazi-desktop sync.", "2"),
    }
    for name, (title, words, level) in titles.items():
        feature = SubElement(
            product, "Feature", Id=name, Title=title, Description=words, Level=level, Display="expand"
        )
        for component in components[name]:
            SubElement(feature, "ComponentRef", Id=component)
