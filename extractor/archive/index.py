"""The inputs of an archive and what became of each: `inputs.sqlite` in the working store, in the order of the names.

It says where each file lies, so that its pages can be shown later, and which need not be opened again. It is a
database because the names of a million files are no small thing to hold in memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from extractor.archive.database import connect, disk_errors
from extractor.archive.inputs import Input, SameNameError, same_place

FILE = "inputs.sqlite"
_SCHEMA = """create table if not exists inputs (
    name text primary key, place blob, member integer, stamp text, run integer,
    content text not null default '', code text not null default '', message text not null default ''
    ) without rowid"""
#: A file that is as it was keeps its content's digest; another one has none yet.
_PUT = """insert into inputs (name, place, member, stamp, run) values (?, ?, ?, ?, ?)
    on conflict (name) do update set
    content = case when stamp <> '' and stamp = excluded.stamp and place = excluded.place
        and member = excluded.member then content else '' end,
    place = excluded.place, member = excluded.member, stamp = excluded.stamp, run = excluded.run,
    code = '', message = ''"""
_PAGE = 1000
#: How many results are written at once; those that a killed run had not written are found by their content.
_BATCH = 200


class Row(NamedTuple):
    """An input, the digest of its content ("": not known), and the failure of one that could not be opened."""

    entry: Input
    content: str
    code: str
    message: str


class Index:
    """The inputs below the folder `root`. OSError: they cannot be written."""

    def __init__(self, root: Path) -> None:
        self._base = connect(root / FILE, _SCHEMA)
        self._waiting: list[tuple[str, str, str, str]] = []

    def close(self) -> None:
        self.flush()
        self._base.close()

    def put(self, entries: Iterable[Input]) -> int:
        """The inputs of this run in place of those of the last; gives their number.

        SameNameError: two files would be told apart by nothing.
        """
        with disk_errors():
            ((last,),) = self._base.execute("select coalesce(max(run), 0) from inputs").fetchall()
        run = last + 1
        waiting = iter(entries)
        while page := list(islice(waiting, _PAGE)):
            with disk_errors():
                self._base.execute("begin")
                for entry in page:
                    self._check_name(entry, run)
                    place = os.fsencode(entry.place)
                    self._base.execute(_PUT, (entry.name, place, entry.member, entry.stamp, run))
                self._base.execute("commit")
        with disk_errors():
            self._base.execute("delete from inputs where run <> ?", (run,))
            ((count,),) = self._base.execute("select count(*) from inputs").fetchall()
        return int(count)

    def _check_name(self, entry: Input, run: int) -> None:
        query = "select place, member from inputs where name = ? and run = ?"
        for place, member in self._base.execute(query, (entry.name, run)):
            known = Input(entry.name, os.fsdecode(place), member)
            if not same_place(known, entry):
                self._base.execute("rollback")
                raise SameNameError(entry.name, known.place, entry.place)

    def rows(self) -> Iterator[Row]:
        """All inputs in the order of their names."""
        self.flush()
        columns = "name, place, member, stamp, content, code, message"
        query = f"select {columns} from inputs where name > ? order by name limit {_PAGE}"
        after = ""
        while True:
            with disk_errors():
                page = self._base.execute(query, (after,)).fetchall()
            for name, place, member, stamp, content, code, message in page:
                yield Row(Input(name, os.fsdecode(place), member, stamp), content, code, message)
            if len(page) < _PAGE:
                return
            after = page[-1][0]

    def find(self, name: str) -> Input | None:
        """The input that has a name in the results."""
        with disk_errors():
            row = self._base.execute("select place, member, stamp from inputs where name = ?", (name,)).fetchone()
        return Input(name, os.fsdecode(row[0]), row[1], row[2]) if row else None

    def record(self, name: str, content: str, code: str = "", message: str = "") -> None:
        """What became of an input: the digest of its content, or why it could not be opened."""
        self._waiting.append((content, code, message, name))
        if len(self._waiting) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is recorded."""
        with disk_errors():
            self._base.execute("begin")
            self._base.executemany("update inputs set content = ?, code = ?, message = ? where name = ?", self._waiting)
            self._base.execute("commit")
        self._waiting.clear()
