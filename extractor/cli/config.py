"""`extractor.toml`: what a user need not say each time.

The command line goes before the file, the file before our defaults.

lexicon = "words.toml"      # an option of every command that has it; paths are those beside the file
lang = "en"

[batch]                     # for this command alone
workers = 4
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from extractor.cli.terminal import STDOUT

NAME = "extractor.toml"
_NEVER = ("config", "help")
#: options whose values are paths: in a file they are those beside it
_PATHS = ("lexicon", "rules", "password_file", "pdfs", "output", "files_from", "against")


class ConfigError(typer.BadParameter):
    """A config file that cannot be used: where, and what is allowed."""


def configured(context: typer.Context, file: Path | None) -> Path | None:
    """Make a config file's values the defaults of the command that is run."""
    if context.resilient_parsing:
        return file
    found = file or (Path(NAME) if Path(NAME).is_file() else None)
    if found is not None:
        context.default_map = {**(context.default_map or {}), **_Config(found).of(context)}
    return found


#: The option itself, for every command.
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="配置文件（TOML）；不给则用当前文件夹里的 extractor.toml。",
        exists=True,
        dir_okay=False,
        is_eager=True,
        callback=configured,
    ),
]


class _Config:
    def __init__(self, file: Path) -> None:
        import tomllib

        self._file = file
        try:
            self._text = file.read_text(encoding="utf-8-sig")
            self._data = tomllib.loads(self._text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
            raise ConfigError(f"{file}: {error}", param_hint="--config") from error

    def of(self, context: typer.Context) -> dict[str, Any]:
        """The values for the command of a context. ConfigError: a key or a value is not to be had."""
        commands = getattr(context.find_root().command, "commands", {})
        options = {name: dict(_options(command)) for name, command in commands.items()}
        common = {key for known in options.values() for key in known}
        values: dict[str, Any] = {}
        for key, value in self._data.items():
            if key in options and isinstance(value, dict):
                for below, inner in value.items():
                    self._known(below, options[key], key)
                    given = self._cast(options[key][_plain(below)], inner, below, context, key)
                    if key == context.info_name:
                        values[options[key][_plain(below)].name] = given
            else:
                self._known(key, [*common, *options])
                own = options.get(context.info_name or "", {})
                having = (
                    own if _plain(key) in own else next(known for known in options.values() if _plain(key) in known)
                )
                given = self._cast(having[_plain(key)], value, key, context)
                if having is own:
                    values.setdefault(own[_plain(key)].name, given)
        return values

    def _known(self, key: str, allowed: Any, table: str = "") -> None:
        if _plain(key) not in allowed:
            self._fail(
                f"没有这个键 / unknown key: {key}", table, key, sorted(name.replace("_", "-") for name in {*allowed})
            )

    def _cast(self, option: Any, value: Any, key: str, context: typer.Context, table: str = "") -> Any:
        """The value as the option would take it from the command line."""
        flag = option.is_flag
        many = value if isinstance(value, list) else [value]
        if flag != isinstance(value, bool) or (isinstance(value, list) and not option.multiple):
            self._fail(f"{key} = {value!r}", table, key, ["true", "false"] if flag else [option.metavar or "TEXT"])
        if option.name in _PATHS:
            many = [path if path == STDOUT else str(self._file.parent / str(path)) for path in many]
        given = many if option.multiple else many[0]
        try:
            option.process_value(context, given)
        except typer.BadParameter as error:
            self._fail(f"{key} = {value!r}: {error.message}", table, key, [])
        return given

    def _fail(self, problem: str, table: str, key: str, allowed: list[str]) -> None:
        line = self._line(table, key)
        hint = f" (可用 / allowed: {', '.join(allowed)})" if allowed else ""
        raise ConfigError(f"{self._file}:{line}: {problem}{hint}", param_hint="--config")

    def _line(self, table: str, key: str) -> int:
        """Where the key stands below the head of its table; 1 where that cannot be told."""
        current = ""
        for number, line in enumerate(self._text.splitlines(), start=1):
            if (head := re.match(r"\s*\[\s*([\w-]+)\s*\]", line)) is not None:
                current = head[1]
            named = re.match(r"""\s*\[?\s*["']?([\w-]+)["']?\s*[=\].]""", line)
            if named is not None and named[1] == key and current in (table, key):
                return number
        return 1


def speaks_english() -> bool:
    """Whether the config file of the current folder asks for English: the help is shown before the file is read."""
    import tomllib

    try:
        return tomllib.loads(Path(NAME).read_text(encoding="utf-8-sig")).get("lang") == "en"
    except (OSError, ValueError, RecursionError):
        return False


def _options(command: Any) -> Iterator[tuple[str, Any]]:
    """The options of a command by name on the command line; arguments are none, nor what no file can say."""
    for parameter in command.params:
        if parameter.param_type_name == "option" and parameter.name not in _NEVER:
            yield _plain(max(parameter.opts, key=len).lstrip("-")), parameter


def _plain(key: str) -> str:
    return key.replace("-", "_")
