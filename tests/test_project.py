"""The project's own rules that no tool of `make check` knows."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

APP_MAY_IMPORT = {"api", "outcomes", "ui"}
OURS = {"api", "app", "charts", "etl", "outcomes", "pages", "stories", "ui"}
ADDRESS = re.compile(r"://|--(extra-)?index-url|--find-links")


def imported_packages(module: Path) -> set[str]:
    """The top-level names that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_imports_are_found_wherever_they_stand(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("import a.b\ndef f():\n    from c.d import e\n    return e\n")
    assert imported_packages(module) == {"a", "c"}


def test_the_app_imports_only_what_it_puts_together(repository: Path) -> None:
    imported = imported_packages(repository / "app.py")
    assert imported & OURS <= APP_MAY_IMPORT
    assert not imported & {"plotly", "requests", "pandas", "pyarrow"}


def test_the_locks_belong_to_the_stated_dependencies(repository: Path) -> None:
    check = [sys.executable, ".ci/locks.py", "check"]
    done = subprocess.run(check, cwd=repository, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_changed_dependency_makes_the_locks_stale(repository: Path, tmp_path: Path) -> None:
    for name in ("pyproject.toml", ".ci/locks.py", "locks/dev.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text((repository / name).read_text("utf-8"), "utf-8")
    project = tmp_path / "pyproject.toml"
    project.write_text(
        project.read_text("utf-8").replace('"flask-compress', '"another", "flask-compress'), "utf-8"
    )
    check = [sys.executable, ".ci/locks.py", "check"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "locks out of date (installer, runtime, dev)" in done.stderr


@pytest.mark.parametrize("lock", ["runtime", "dev", "installer"])
def test_every_locked_package_has_a_version_and_hashes(repository: Path, lock: str) -> None:
    text = (repository / "locks" / f"{lock}.txt").read_text("utf-8")
    entries = re.findall(r"^[a-z][^\n]*(?:\n    --hash=[^\n]*)*", text, re.MULTILINE)
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert not ADDRESS.search(text)


def test_the_readme_names_no_target_that_make_lacks(repository: Path) -> None:
    made = set(
        re.findall(r"^([a-z]+):", (repository / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    readme = (repository / "README.md").read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", readme, re.MULTILINE))
    assert {"run", "test", "check", "lock"} <= named <= made
