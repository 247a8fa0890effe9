"""Where the package's parts lie: its code in lazi_desktop/, what it reads at run time in resources/ and migrations/."""

from pathlib import Path

from setuptools import find_packages, setup

DATA = {"lazi_desktop._resources": "resources", "lazi_desktop._migrations": "migrations"}
data = {package: folder for package, folder in DATA.items() if (Path(__file__).parent / folder).is_dir()}

setup(
    packages=[*find_packages(include=["lazi_desktop", "lazi_desktop.*"]), *data],
    package_dir=data,
    package_data={"lazi_desktop": ["py.typed", "DECISIONS.md"], **{package: ["**/*"] for package in data}},
    exclude_package_data={package: ["**/*.pyc"] for package in data},
)
