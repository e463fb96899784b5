"""Jena as Debian packages it: libapache-jena-java, and a Java."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

JARS = Path("/usr/share/java")
CURE = "apt-get install libapache-jena-java openjdk-17-jdk-headless"


def is_installed() -> bool:
    return (JARS / "jena-core.jar").exists() and shutil.which("java") is not None


def class_path(folder: Path) -> str:
    """Return Jena's class path; `folder` takes what the package lacks."""
    # Debian relocates Xerces in this jar, but not the bundles with its messages, which are then looked for under xerces/.
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for entry in jar.namelist():
            if "/ext/xerces/" in entry and entry.endswith(".properties"):
                target = folder / "messages" / ("xerces/" + entry.partition("/ext/xerces/")[2])
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(entry))
    # Of the bridges between logging libraries that other packages bring, some send their calls round in a circle.
    jars = (jar for jar in sorted(JARS.glob("*.jar")) if "log4j" not in jar.name)
    return ":".join(map(str, (folder / "messages", *jars)))
