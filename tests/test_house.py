"""The rules of the house that no linter checks."""

from __future__ import annotations

import ast
import re
import tomllib
from itertools import chain
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("kg", "ontology", "loaders")
MODULES = sorted(chain.from_iterable((ROOT / room).rglob("*.py") for room in ROOMS))
IDS = [path.relative_to(ROOT).as_posix() for path in MODULES]
Function = ast.FunctionDef | ast.AsyncFunctionDef
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def body_length(function: Function) -> int:
    """Count lines without the docstring."""
    first = function.body[0]
    documented = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return length(function) - ((first.end_lineno or 0) - first.lineno + 1 if documented else 0)


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_functions_are_short_and_take_little(path: Path) -> None:
    for function in functions(parsed(path)):
        assert length(function) <= 50, function.name
        given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        assert len([argument for argument in given if argument.arg not in {"self", "cls"}]) <= 4, function.name


def test_most_functions_are_very_short() -> None:
    assert median(body_length(function) for path in MODULES for function in functions(parsed(path))) < 10


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_all_is_exact(path: Path) -> None:
    tree = parsed(path)
    if len(tree.body) == 1:
        pytest.skip("a docstring and nothing else")
    declared = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and assigns(node) == ["__all__"]
    ]
    assert len(declared) == 1, "one __all__ a module"
    defined = {node.name for node in tree.body if isinstance(node, DEFINITIONS) and not node.name.startswith("_")}
    known = defined | set(chain.from_iterable(map(assigns, tree.body))) | set(imports(tree))
    assert defined <= set(declared[0]), "what has no underscore is in __all__"
    assert set(declared[0]) <= known, "what is in __all__ is there"


def assigns(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield imported names, also those that only the type checker sees: a package may load them when asked."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            yield from (alias.asname or alias.name for alias in node.names)


# ---- what goes into the repository ----

SKIPPED = {"LICENSE", "test_house.py"}
FOLDERS = (*ROOMS, "tests", "examples", "benchmarks", ".ci")
ENDINGS = {".py", ".toml", ".tsv", ".ttl", ".md", ".txt", ".lock", ".json", ".jsonld", ".sh", ""}
# Addresses of vocabularies: names that happen to be addresses, and are never fetched.
VOCABULARIES = re.compile(
    r"(?:www\.w3\.org|w3id\.org|rdfs\.org|www\.iana\.org|purl\.org|schema\.org|data\.europa\.eu|qudt\.org|xmlns\.com|www\.apache\.org|rdfs\.org|www\.iana\.org"
    r"|(?:\w+\.)*example(?:\.\w+)?|127\.0\.0\.1|\w+)\Z"  # and, in tests, hosts that are none
)
ABSOLUTE = re.compile(r"(?<![\w.~*>/})])/(?:work|home|root|tmp|opt|Users)/\w")


def tracked() -> list[Path]:
    inside = chain.from_iterable((ROOT / folder).rglob("*") for folder in FOLDERS)
    files = (path for path in (*inside, *ROOT.iterdir()) if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path for path in files if path.suffix in ENDINGS and path.name not in SKIPPED)


def test_no_host_is_named() -> None:
    named = {
        (path.name, host)
        for path in tracked()
        for host in re.findall(r"https?://([\w.-]+)", path.read_text(encoding="utf-8"))
        if not VOCABULARIES.match(host)
    }
    assert not named


def test_no_absolute_path() -> None:
    assert not [path.name for path in tracked() if ABSOLUTE.search(path.read_text(encoding="utf-8"))]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = re.search(r"^test_command='(.+)'$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert command is not None
    assert f"```sh\n{command[1]}\n```" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = map(Requirement, project["project"]["dependencies"] + project["dependency-groups"]["dev"])
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.MULTILINE)
    }
    stale = [str(one) for one in asked if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))]
    assert not stale, "compile requirements.lock again: its first lines say how"
