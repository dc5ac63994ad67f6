"""How the house is built: data goes one way, the model stays small, and every module says what it is for."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sayso"
STATIONS = ("capture", "reading", "naming", "weighing", "checking", "ledger", "showing")
JOINTS = (
    "cli.py",
    "adding.py",
    "deriving.py",
    "__init__.py",
)  # these may import every station, and so may the commands
NOT_OURS = frozenset((".git", ".venv", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"))


def files() -> list[Path]:
    """Every file that is, or could be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:  # an unpacked archive
        found = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.parts)]
    return [path for path in found if path.is_file()]


def modules() -> list[Path]:
    return sorted(path for path in files() if path.suffix == ".py")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[tuple[str, ...]]:
    """What a module of the package imports of the package, as parts of the path below ``sayso``; also inside functions."""
    here = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "sayso":
                    yield tuple(alias.name.split(".")[1:])
        elif isinstance(node, ast.ImportFrom):
            module = tuple(node.module.split(".")) if node.module else ()
            if node.level:
                base = here[: len(here) - node.level + 1] + module
            elif module[:1] == ("sayso",):
                base = module[1:]
            else:
                continue
            for alias in node.names:
                yield (*base, alias.name)


def test_what_is_imported_is_found() -> None:
    """The next test would pass if nothing were found."""
    assert ("reading", "formats", "from_json") in set(imported(PACKAGE / "ledger" / "store.py"))
    assert ("records", "Report") in set(imported(PACKAGE / "capture" / "report.py"))
    assert ("capture", "capture") in set(imported(PACKAGE / "commands" / "add.py"))


@pytest.mark.parametrize("station", STATIONS)
def test_a_station_imports_only_records_and_stations_before_it(station: str) -> None:
    allowed = {"records", "pronouns", "__version__", *STATIONS[: STATIONS.index(station) + 1]}
    wrong = [
        f"{named(path)}: {'.'.join(parts)}"
        for path in sorted((PACKAGE / station).rglob("*.py"))
        for parts in imported(path)
        if not parts or parts[0] not in allowed
    ]
    assert wrong == []


def test_the_vocabulary_imports_nothing_of_the_project() -> None:
    assert list(imported(PACKAGE / "records.py")) == []


def test_training_needs_no_station_behind_weighing() -> None:
    wrong = [
        f"{named(path)}: {'.'.join(parts)}"
        for path in sorted((PACKAGE / "training").rglob("*.py"))
        for parts in imported(path)
        if not parts or parts[0] not in ("records", "reading", "training", "capture", "naming", "weighing")
    ]
    assert wrong == []


def test_every_folder_and_module_has_its_place() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert folders <= {*STATIONS, "commands", "training"}
    assert {path.name for path in PACKAGE.glob("*.py")} == {*JOINTS, "records.py", "pronouns.py"}
    for folder in folders:
        assert (PACKAGE / folder / "__init__.py").exists()


@pytest.mark.parametrize("path", modules(), ids=named)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_the_packaged_model_is_small() -> None:
    model = PACKAGE / "reading" / "model"
    assert {path.name for path in model.iterdir()} >= {"encoder.onnx", "second.onnx", "pairs.onnx", "model.json", "tokenizer.json", "choosers.json"}  # fmt: skip
    assert sum(path.stat().st_size for path in model.rglob("*")) <= 30_000_000


FOREIGN = re.compile(rb"(?<![\w.~-])/(?:home|root|Users|work)/[\w.-]")


def test_no_file_names_a_home_or_work_folder() -> None:
    wrong = []
    for path in files():
        data = path.read_bytes()
        wrong += [f"{named(path)}: {data[m.start() : m.start() + 60]!r}" for m in FOREIGN.finditer(data)]
    assert wrong == []
