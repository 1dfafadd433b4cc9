"""The locks: every package with its version and hashes, in files that `uv pip sync` installs.

`write` resolves pyproject.toml anew (`--upgrade` takes the newest versions), `check` says without
a network whether the locks belong to the dependencies that pyproject.toml states now.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "locks"
STATED = "# for dependencies sha256:"
INSTALLER = "uv"
# Each lock, and what of pyproject.toml it answers: arguments to `uv pip compile`.
# In this order: the development lock is held to the versions of the other two.
ASKED: dict[str, tuple[str, ...]] = {
    "installer": ("-",),
    "runtime": ("pyproject.toml",),
    "dev": (
        *("pyproject.toml", "--group", "dev"),
        *("--constraint", "locks/installer.txt", "--constraint", "locks/runtime.txt"),
    ),
}


def main() -> int:
    """Run the command that the arguments name; the exit code is 1 when `check` finds a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("write", "check"))
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    options = parser.parse_args()
    if options.command == "write":
        for name in ASKED:
            write_lock(name, upgrade=options.upgrade)
        return 0
    stale = [name for name in ASKED if recorded_digest(name) != stated_digest()]
    if stale:
        sys.stderr.write(f"locks out of date ({', '.join(stale)}): run `make lock`\n")
    return 1 if stale else 0


def write_lock(name: str, *, upgrade: bool) -> None:
    """Resolve one lock, without naming the host that served the packages."""
    path = LOCKS / f"{name}.txt"
    command = [INSTALLER, "pip", "compile", *ASKED[name], "--output-file", f"locks/{name}.txt"]
    command += ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"]
    command += ["--python-version", "3.11"]
    command += ["--upgrade"] if upgrade else []
    wanted = installer_requirement() if name == "installer" else None
    subprocess.run(command, cwd=ROOT, input=wanted, text=True, check=True)
    path.write_text(f"{STATED}{stated_digest()}\n{path.read_text('utf-8')}", "utf-8")


def installer_requirement() -> str:
    """The line of the development group that asks for the installer."""
    dev = _project()["dependency-groups"]["dev"]
    return next(str(line) for line in dev if line.startswith(INSTALLER + ">"))


def stated_digest() -> str:
    """The sha256 of everything in pyproject.toml that a lock depends on."""
    project = _project()
    stated = {
        "requires-python": project["project"]["requires-python"],
        "dependencies": project["project"]["dependencies"],
        "dependency-groups": project["dependency-groups"],
    }
    return hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()


def recorded_digest(name: str) -> str | None:
    """The digest that a lock was written for; None where there is no lock, or none recorded."""
    path = LOCKS / f"{name}.txt"
    if not path.exists():
        return None
    first_line = path.read_text("utf-8").partition("\n")[0]
    return first_line.removeprefix(STATED) if first_line.startswith(STATED) else None


def _project() -> dict[str, dict[str, list[str]]]:
    """pyproject.toml, as far as the locks are concerned."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
