"""The OWL API, in Java, for the tests that hold ontologies against it; `.ci/owl-jars` fetches it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHECKER = HERE / "OwlCheck.java"


@pytest.fixture(scope="session")
def owl_api() -> Callable[[Iterable[str]], str]:
    """Runs `OwlCheck.java` with arguments and returns what it prints."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no java on the path; a Java development kit, 17 or later, is needed")
    jars = Path(os.environ.get("ALLEGIANCE_OWL_JARS") or ROOT / "build" / "owl-jars")
    if not any(jars.glob("*.jar")):
        pytest.skip(f"no jars in {jars}; .ci/owl-jars fetches them, ALLEGIANCE_OWL_JARS names another folder")

    def run(arguments: Iterable[str]) -> str:
        command = [java, "-cp", f"{jars}/*", str(CHECKER), *arguments]
        answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    return run
