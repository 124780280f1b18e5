"""The help in English, for `--lang en`: words as data in `english.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from extractor.cli.config import speaks_english


def wants_english(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for English; the help is shown before they are read for good."""
    if any(argument.partition("=")[0] == "--lang" for argument in arguments):
        return "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)
    return speaks_english()


def in_english(group: Any) -> Any:
    """The command group of typer with the help of its commands and options in English."""
    import tomllib
    from importlib.resources import files

    words = tomllib.loads(files("extractor.cli").joinpath("english.toml").read_text(encoding="utf-8"))
    group.help = words["help"]
    for command in (group, *group.commands.values()):
        known = words[command.name] if command is not group else {}
        command.help = known.get("help", command.help)
        for parameter in command.params:
            parameter.help = known.get(parameter.name) or words["options"].get(parameter.name, parameter.help)
    return group
