"""The command line. Data goes to standard output, everything for the eyes to standard error.

Exit status: 0 done, 1 `check` found an error or `diff` a difference, 2 usage, 3 some inputs could not be read,
4 none could, 5 stopped early.
Whatever takes time to import is imported where it is used: `extractor --help` answers at once.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, Any

import typer

from extractor import __version__
from extractor.cli import annotate, batch, check, diff, doctor, explain, parse, schema, view
from extractor.cli.chinese import in_chinese, run
from extractor.cli.command import command
from extractor.cli.english import in_english, wants_english

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="显示版本。")] = False) -> None:
    """把部门预算、决算和绩效自评报告的 PDF 变成可核对的记录：每个数都注明出处。"""
    if version:
        print(__version__)
        raise typer.Exit


COMMANDS = (
    parse.parse, batch.batch, check.check, diff.diff, explain.explain, view.view, annotate.annotate, schema.schema,
    doctor.doctor,
)  # fmt: skip
for function in COMMANDS:
    app.command()(command(function))


def main() -> None:
    """The entry point."""
    arguments = sys.argv[1:]
    if "--no-color" in arguments:
        os.environ["NO_COLOR"] = "1"  # the help and the usage errors go by it
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end is interrupted: workers end too
    group = typer.main.get_command(app)
    if wants_english(arguments):
        literal(in_english(group))
        group(prog_name="extractor")
    else:
        literal(in_chinese(group))
        run(group)


def literal(group: Any) -> None:
    """Keep what stands in square brackets: the help would take the name of an extra for a style."""
    for parameter in (one for each in (group, *group.commands.values()) for one in each.params):
        if getattr(parameter, "help", None):
            parameter.help = parameter.help.replace("[", "\\[")
