"""What typer says of its own in Chinese: titles and remarks of the help, and usage errors."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import typer

#: What typer says in English of the options that it adds.
_OPTIONS = {
    "install_completion": "为当前的 shell 装上命令补全。",
    "show_completion": "显示补全脚本，可自行安装。",
}
_HELP = "显示这些说明。"
_STRINGS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "DEFAULT_STRING": "[默认：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
}
#: What is said of a wrong value, or a wrong command.
_SAYINGS = (
    ("Value error, ", ""),
    ("No such command ", "没有命令 "),
    (" is not one of ", " 不是可选的值："),
    ("Input should be greater than or equal to ", "不得小于 "),
    ("Input should be a valid integer, unable to parse string as an integer", "应为整数"),
    ("Input should be a valid number, unable to parse string as a number", "应为数"),
    (" requires an argument.", " 后面要有值。"),
)
#: typer keeps the others of its usage errors to itself
_UsageError: type[Any] = typer.BadParameter.__mro__[1]


def in_chinese(group: Any) -> Any:
    """The command group of typer with the help's own words in Chinese."""
    from typer import rich_utils

    for name, words in _STRINGS.items():
        setattr(rich_utils, name, words)
    for parameter in group.params:
        parameter.help = _OPTIONS.get(parameter.name or "", getattr(parameter, "help", ""))
    for command in (group, *group.commands.values()):
        command.get_usage = _with_usage(command.get_usage)
        command.get_help_option = _with_help(command.get_help_option)
    return group


def run(group: Any) -> None:
    """Runs the command line; a usage error is said in Chinese and ends with status 2."""
    try:
        status = group(prog_name="extractor", standalone_mode=False)
    except _UsageError as error:
        if type(error).__name__ != "NoArgsIsHelpError":  # which has shown the help
            print(said(error), file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except typer.Abort:
        raise SystemExit("已中断") from None
    raise SystemExit(status or 0)


def said(error: Any) -> str:
    """A usage error as a sentence, and where the usage is shown."""
    context = error.ctx
    path = context.command_path if context is not None else "extractor"
    parameter = getattr(error, "param", None)
    hint = getattr(error, "param_hint", None) or (parameter.get_error_hint() if parameter is not None else "")
    if (option := getattr(error, "option_name", None)) is not None and getattr(
        error, "possibilities", None
    ) is not None:
        near = "、".join(sorted(error.possibilities))
        words = f"没有选项 {option}" + (f"；相近的有 {near}" if near else "")
    elif option is not None:
        words = error.message.replace("Option ", "选项 ")
    elif parameter is not None and not error.message:
        words = f"缺少 {hint}"
    elif hint:
        words = f"{hint} 的值有误：{error.message}"
    else:
        words = error.message
    for english, chinese in _SAYINGS:
        words = words.replace(english, chinese)
    usage = f"{context.get_usage()}\n" if context is not None else ""
    return f"{usage}用法有误：{words}\n说明见 {path} --help"


def _with_usage(usage: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda context: usage(context).replace("Usage: ", "用法：", 1)


def _with_help(option: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def with_words(context: Any) -> Any:
        made = option(context)
        if made is not None:
            made.help = _HELP
        return made

    return with_words
