"""Makes the scheduled task that runs `lazi-desktop sync`. Run by the installer, elevated, by the installed Python."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

NAME = "LAZI Desktop sync"
NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
LOCAL_SERVICE = "S-1-5-19"
"""An account without password and with few rights; IT may give the task another one, which an upgrade keeps."""


def description(template: str, program: Path, data: Path) -> str:
    """The task for this computer's folders."""
    ElementTree.register_namespace("", NAMESPACE)
    task = ElementTree.fromstring(template)
    task[:] = [part for part in task if part.tag != f"{{{NAMESPACE}}}Principals"]
    principals = ElementTree.Element(f"{{{NAMESPACE}}}Principals")
    principal = ElementTree.SubElement(principals, f"{{{NAMESPACE}}}Principal", id="Author")
    for name, value in {"UserId": LOCAL_SERVICE, "RunLevel": "LeastPrivilege"}.items():
        ElementTree.SubElement(principal, f"{{{NAMESPACE}}}{name}").text = value
    task.insert(2, principals)
    for name, value in {
        "Command": f'"{program}"',
        "Arguments": f'--config "{data}\\sync.toml" sync --all --status-file "{data}\\sync\\status.json"',
        "WorkingDirectory": str(data),
    }.items():
        [part] = task.iter(f"{{{NAMESPACE}}}{name}")
        part.text = value
    return ElementTree.tostring(task, encoding="unicode")


def found(schtasks: str) -> bytes:
    """What Windows says of the task; nothing where there is none."""
    asked = subprocess.run([schtasks, "/Query", "/TN", NAME, "/XML"], capture_output=True, check=False)
    said = asked.stdout.replace(b"\0", b"")
    return said if asked.returncode == 0 and b"<Task" in said else b""


def is_disabled(task: bytes) -> bool:
    """As a whole: its triggers have a switch of their own."""
    return re.search(rb"<Settings>.*<Enabled>\s*false\s*</Enabled>.*</Settings>", task, re.DOTALL) is not None


def main(schtasks: str, data: str) -> int:
    here = Path(__file__).resolve().parent
    if task := found(schtasks):
        # It was made before, perhaps with an account of IT's choice, and was ended for the upgrade.
        # Where it does not start, the upgrade is good all the same: it starts with the machine.
        if not is_disabled(task):
            subprocess.run([schtasks, "/Run", "/TN", NAME], check=False)
        return 0
    template = (here / "sync-task.xml").read_text(encoding="utf-8")
    text = description(template, here.parent / "lazi-desktop.exe", Path(data))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "task.xml"
        file.write_text(text, encoding="utf-16")
        return subprocess.run([schtasks, "/Create", "/TN", NAME, "/XML", file], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
