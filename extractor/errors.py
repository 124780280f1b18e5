# ruff: noqa: N818 (a name says what is wrong; all of them are errors)
"""The typed errors: a code, what happened, where, and what to do about it, in Chinese first and in English.

What an error says is data (`KINDS`); the classes only let callers catch one kind, by our name or by a builtin's.
Errors cross process borders by pickling and come back the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple


class Words(NamedTuple):
    """The same words in both languages."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Kind:
    """What one code means. `message` and `advice` may name the error's values in braces."""

    code: str
    title: Words
    message: Words
    advice: Words


_TABLE = (
    Kind(
        "not_a_pdf",
        Words("不是 PDF", "Not a PDF"),
        Words("文件内容不是 PDF（开头没有 %PDF- 标记）", "the content is not a PDF (it does not start with %PDF-)"),
        Words(
            "请确认文件已下载完整；网页、图片或 Word 文件请先另存为 PDF，纯文本请用 .txt 后缀",
            "check that the download is complete; save a web page, an image or a Word file as PDF first, "
            "and name plain text .txt",
        ),
    ),
    Kind(
        "damaged_pdf",
        Words("PDF 已损坏", "Damaged PDF"),
        Words("PDF 结构已损坏，没有一页可以读出", "the PDF is damaged: no page of it can be read"),
        Words(
            "请重新下载原文件，或用 PDF 阅读器打开后另存一份再试",
            "download the file again, or open it in a PDF viewer, save a copy and try that",
        ),
    ),
    Kind(
        "encrypted_pdf",
        Words("PDF 已加密", "Encrypted PDF"),
        Words("PDF 已加密，密码缺失或不正确", "the PDF is encrypted and the password is missing or wrong"),
        Words(
            "请提供打开密码，或取得未加密的版本",
            "give the password that opens it, or get a copy without encryption",
        ),
    ),
    Kind(
        "no_text_layer",
        Words("没有文字层", "No text layer"),
        Words("各页都没有可读的文字，{reason}", "no page has a readable character: {reason}"),
        Words(
            "请安装附加功能 [ocr]（pip install '.[ocr]'）后再读；已安装的，请换更清晰的扫描件",
            "install the extra [ocr] (pip install '.[ocr]') and read it again; with it, get a clearer scan",
        ),
    ),
    Kind(
        "too_large",
        Words("超出上限", "Too large"),
        Words("{what}超出上限：{found} > {limit}", "more {what} than allowed: {found} > {limit}"),
        Words(
            "确认文件可信后提高相应上限，或把文件拆分后再读取",
            "raise the limit if you trust the file, or split it",
        ),
    ),
    Kind(
        "timed_out",
        Words("处理超时", "Timed out"),
        Words("在 {seconds} 秒内没有读完", "not finished within {seconds} s"),
        Words("请提高时限后重试，或单独处理此文件", "raise the time limit and try again, or treat this file alone"),
    ),
    Kind(
        "worker_died",
        Words("处理进程意外终止", "Worker died"),
        Words("处理此文件的进程意外终止", "the process that read this file ended unexpectedly"),
        Words(
            "其他文件不受影响；可重试此文件，若再次发生请附上文件报告问题",
            "other files are not affected; try this one again, and report it with the file if it happens twice",
        ),
    ),
    Kind(
        "unsupported",
        Words("不支持", "Unsupported"),
        Words("不支持：{what}", "not supported: {what}"),
        Words("请改用文档中列出的取值", "use one of the values that the documentation lists"),
    ),
    Kind(
        "unreadable",
        Words("无法读取", "Unreadable"),
        Words("无法读取文件：{reason}", "the file cannot be read: {reason}"),
        Words("请检查路径和访问权限", "check the path and its permissions"),
    ),
    Kind(
        "not_a_report",
        Words("不是财政报告", "Not a report"),
        Words(
            "文件可以读取，但没有找到任何可识别的报告内容",
            "the file reads well but says nothing that a report would say",
        ),
        Words(
            "请确认这是部门预算、决算或绩效自评报告",
            "check that this is a department's budget, final accounts or self-evaluation",
        ),
    ),
)

#: what a rule's time limit says and advises
_SLOW_RULE = (
    Words("规则“{rule}”的匹配模式超过 {seconds} 秒没有结果", "a pattern of the rule {rule} took more than {seconds} s"),
    Words("请简化该规则中的匹配模式，避免嵌套的 + 和 *", "simplify its patterns: no + or * within another"),
)

#: code → kind, in the order of the contract
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _TABLE}

#: words that errors are given as values: what was too large, why a file could not be read
_VALUES: Mapping[str, Words] = {
    "bytes": Words("文件大小（字节）", "bytes"),
    "pages": Words("页数", "pages"),
    "characters": Words("单页字符数", "characters on a page"),
    "objects": Words("单页图形对象数", "graphic objects on a page"),
    "memory": Words("内存", "memory"),
    "needed": Words("所需", "needed"),
    "available": Words("可用", "available"),
    "missing": Words("文件不存在", "no such file"),
    "permission": Words("没有访问权限", "permission denied"),
    "directory": Words("这是一个目录，不是文件", "it is a directory, not a file"),
    "input": Words("读写错误", "input/output error"),
    "scan": Words("可能是扫描件", "this looks like a scan"),
    "garbled": Words("文字层是乱码", "the text layer is garbled"),
    "archive": Words("压缩包已损坏", "the zip archive is damaged"),
    "nested_zip": Words("压缩包中的压缩包", "a zip archive inside a zip archive"),
    "encrypted_zip": Words("加密的压缩包", "an encrypted zip archive"),
    "zip_method": Words("此种压缩方法", "the compression method of the zip archive"),
    "encoding": Words("文字编码既不是 UTF-8 也不是 GB18030", "its text is neither UTF-8 nor GB18030"),
}


class ExtractorError(Exception):
    """Something that the user can understand and act on.

    `code` is one of `KINDS`; `path` is the file as the user named it, `page` 1-based; `values` fill the message.
    """

    code: ClassVar[str] = ""

    def __init__(self, *, path: str | None = None, page: int | None = None, **values: Any) -> None:
        self.path = path
        self.page = page
        self.values = values
        self.kind = KINDS[self.code]
        super().__init__(self.text())

    @property
    def message(self) -> str:
        """What happened, in Chinese, one sentence without the place."""
        return self.message_in("zh")

    @property
    def advice(self) -> str:
        """What to do next, in Chinese."""
        return self.advice_in("zh")

    def message_in(self, lang: str) -> str:
        """What happened, `lang` zh or en."""
        return self._fill(self.kind.message, lang)

    def advice_in(self, lang: str) -> str:
        """What to do next, `lang` zh or en."""
        return self._fill(self.kind.advice, lang)

    def text(self, lang: str = "zh") -> str:
        """Place and message on one line: `报告.pdf 第 3 页：…`."""
        page = "" if self.page is None else (f" page {self.page}" if lang == "en" else f" 第 {self.page} 页")
        place = f"{self.path or ''}{page}".strip()
        colon = ": " if lang == "en" else "："
        return f"{place}{colon}{self.message_in(lang)}" if place else self.message_in(lang)

    def named(self, path: str) -> ExtractorError:
        """The same error, about `path` (a reader knows pages, its caller the file's name)."""
        return type(self)(path=path, page=self.page, **self.values)

    def _fill(self, words: Words, lang: str) -> str:
        values = {
            key: _VALUES[value].in_(lang) if isinstance(value, str) and value in _VALUES else value
            for key, value in self.values.items()
        }
        return words.in_(lang).format_map(values)

    def __str__(self) -> str:
        return self.text()

    def __reduce__(self) -> tuple[Any, ...]:
        return _revive, (type(self), self.path, self.page, self.values)


def _revive(kind: type[ExtractorError], path: str | None, page: int | None, values: dict[str, Any]) -> ExtractorError:
    return kind(path=path, page=page, **values)


@contextmanager
def typed(path: str | None, seconds: float) -> Iterator[None]:
    """Whatever goes wrong inside is an ExtractorError about `path`: a pattern's own limit of so many seconds, memory,
    and a fault of ours, which is the cause of a WorkerDied.
    """
    try:
        yield
    except ExtractorError as error:
        raise (error.named(path) if path and error.path is None else error) from error.__cause__
    except TimeoutError as error:
        raise TimedOut(path=path, seconds=f"{seconds:g}") from error
    except MemoryError as error:
        raise TooLarge(path=path, what="memory", found="needed", limit="available") from error
    except Exception as error:
        raise WorkerDied(path=path) from error


class NotAPdf(ExtractorError, ValueError):
    """The bytes are no PDF (or no text, where a text is expected)."""

    code = "not_a_pdf"


class DamagedPdf(ExtractorError, ValueError):
    """A PDF of which no page can be read, or that has none."""

    code = "damaged_pdf"


class EncryptedPdf(ExtractorError, PermissionError):
    """A PDF that needs a password that was not given."""

    code = "encrypted_pdf"


class NoTextLayer(ExtractorError, ValueError):
    """No page has a character that can be read; values: reason (scan, garbled)."""

    code = "no_text_layer"


class TooLarge(ExtractorError, ValueError):
    """A count is above its limit; values: what (bytes, pages, characters, objects, memory), found, limit."""

    code = "too_large"


class TimedOut(ExtractorError, TimeoutError):
    """Not finished in time; values: seconds."""

    code = "timed_out"


class RuleTimedOut(TimedOut):
    """A pattern of a rule, which may be a user's own, took longer than its limit; values: rule, seconds."""

    def _fill(self, words: Words, lang: str) -> str:
        return super()._fill(_SLOW_RULE[words is self.kind.advice], lang)


class WorkerDied(ExtractorError, RuntimeError):
    """The process that read the file ended."""

    code = "worker_died"


class Unsupported(ExtractorError, NotImplementedError):
    """Something we do not do; values: what."""

    code = "unsupported"


class Unreadable(ExtractorError, OSError):
    """Missing, forbidden, a directory; values: reason (missing, permission, directory, input, encoding)."""

    code = "unreadable"


class NotAReport(ExtractorError, ValueError):
    """Reads well, but holds nothing that the record has a field for."""

    code = "not_a_report"


#: code → class
ERRORS: Mapping[str, type[ExtractorError]] = {
    error.code: error
    for error in (
        NotAPdf,
        DamagedPdf,
        EncryptedPdf,
        NoTextLayer,
        TooLarge,
        TimedOut,
        WorkerDied,
        Unsupported,
        Unreadable,
        NotAReport,
    )
}
