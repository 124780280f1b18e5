"""What the command line says of itself, as rows for the READMEs."""

from __future__ import annotations

from enum import EnumType
from typing import Any, get_args

import typer

from extractor.cli import app
from extractor.cli.english import in_english
from extractor.errors import KINDS

COMMON = {"en": "all", "zh": "全部"}


def group(language: str) -> Any:
    """The command line in a language."""
    found: Any = typer.main.get_command(app)
    return in_english(found) if language == "en" else found


def command_rows(language: str) -> list[list[str]]:
    """Each command with its arguments, and the first sentence of its help."""
    rows = []
    for name, command in group(language).commands.items():
        words = [argument(parameter) for parameter in command.params if parameter.param_type_name == "argument"]
        needed = [f"{p.opts[-1]} {p.metavar}" for p in command.params if p.param_type_name == "option" and p.required]
        usage = " ".join(["extractor", name, *words, *needed]).replace("|", "\\|")
        rows.append([f"`{usage}`", first_line(command.help)])
    return rows


def error_rows(language: str) -> list[list[str]]:
    """Each code, what it means and what to do."""
    return [[f"`{kind.code}`", kind.title.in_(language), kind.advice.in_(language)] for kind in KINDS.values()]


def argument(parameter: Any) -> str:
    name = parameter.metavar or parameter.name.upper()
    return f"{name}…" if parameter.nargs == -1 else str(name)


def first_line(words: str) -> str:
    return words.strip().splitlines()[0]


def option_rows(language: str) -> list[list[str]]:
    """Each option, the commands that have it, and its help; the more commands have it, the later it comes."""
    commands = group(language).commands
    found: dict[tuple[str, str], list[str]] = {}
    for name, command in commands.items():
        for parameter in command.params:
            if parameter.param_type_name == "option" and "--help" not in parameter.opts:
                written = f"`{', '.join(parameter.opts)}{value(parameter)}`"
                found.setdefault((written, parameter.help), []).append(name)
    rows = []
    for (written, words), names in sorted(found.items(), key=lambda entry: len(entry[1])):
        where = COMMON[language] if len(names) == len(commands) else ", ".join(names)
        rows.append([written.replace("|", "\\|"), where, words])
    return rows


def value(parameter: Any) -> str:
    """What an option is given: its choices, or the name of its value."""
    if parameter.is_flag:
        return ""
    kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", type(parameter.default))
    choices = [choice.value for one in (kind, *get_args(kind)) if isinstance(one, EnumType) for choice in one]
    if choices:
        return f" {'|'.join(choices)}"
    return f" {parameter.metavar or ('FILE' if 'file' in parameter.name else 'N')}"
