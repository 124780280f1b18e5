"""The models: where text stands on an image, and what a line of it says, letter by letter.

Detection is RapidOCR's. Recognition runs the model of the same wheel but decodes its answer here: the decoder that
comes with it gives a letter and its score, and drops what we need to know, how near another reading was.
Models are taken from the wheel, so that nothing is ever fetched.
"""

from __future__ import annotations

import importlib.util
import logging
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats

Image = npt.NDArray[np.uint8]  #: (height, width), grey

_PACKAGES = ("rapidocr", "onnxruntime", "cv2")
_HEIGHT = 48  #: pixels, of the lines that the recogniser was trained on
_STEP = 8  #: pixels of such a line for one step of its answer
_BATCH = 6  #: lines recognised at once; all are padded to the longest
_RIVAL = 0.05  #: probability from which another reading is one


class Spoken(NamedTuple):
    """A recognised line: its letters, where each stands (x of its middle, pixels of the image), how sure each is."""

    letters: str
    middles: Floats
    confidence: Floats


NOTHING = Spoken("", np.empty(0), np.empty(0))


@cache
def available() -> bool:
    """Whether what the extra [ocr] brings is installed, its models too."""
    if any(importlib.util.find_spec(name) is None for name in _PACKAGES):
        return False
    return all(_model(kind) is not None for kind in ("det", "rec"))


@cache
def _model(kind: str) -> Path | None:
    """The model file of this kind in RapidOCR's wheel."""
    found = importlib.util.find_spec("rapidocr")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(next(iter(found.submodule_search_locations)), "models")
    files = sorted(folder.glob(f"*_{kind}_*.onnx"))
    return files[0] if files else None


@cache
def _detector() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    settings = {
        "Global.use_cls": False,
        "Global.use_rec": False,
        "Global.max_side_len": 4000,
        "Global.log_level": "error",
        "Det.model_path": str(_model("det")),
    }
    return RapidOCR(params=settings)


def detect(image: Image) -> Floats:
    """Boxes (n, 4) of text on a page: x0, top, x1, bottom in pixels."""
    found = _detector()(np.repeat(image[:, :, None], 3, axis=2), use_det=True, use_cls=False, use_rec=False)
    corners = getattr(found, "boxes", None)
    if corners is None or not len(corners):
        return np.empty((0, 4))
    points = np.asarray(corners, np.float64)
    return np.hstack((points.min(axis=1), points.max(axis=1)))


@cache
def _recogniser() -> tuple[Any, Alphabet]:
    """The session and the letters of its answer."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(str(_model("rec")), options, providers=["CPUExecutionProvider"])
    letters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, Alphabet(["", *letters, " "])


def recognise(lines: list[Image]) -> list[Spoken]:
    """What each of these images, one line of text each, says. Positions are in pixels of its own."""
    import cv2

    session, alphabet = _recogniser()
    sized = [cv2.resize(line, (max(_STEP, round(line.shape[1] * _HEIGHT / line.shape[0])), _HEIGHT)) for line in lines]
    order = sorted(range(len(lines)), key=lambda index: sized[index].shape[1])
    spoken = [NOTHING] * len(lines)
    name = session.get_inputs()[0].name
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        width = max(320, *(sized[index].shape[1] for index in batch))
        given = np.zeros((len(batch), 3, _HEIGHT, width), np.float32)
        for row, index in enumerate(batch):
            given[row, :, :, : sized[index].shape[1]] = sized[index].astype(np.float32) / 127.5 - 1
        answers = session.run(None, {name: given})[0]
        for row, index in enumerate(batch):
            scale = lines[index].shape[1] / sized[index].shape[1]
            spoken[index] = _decode(answers[row], alphabet, scale * width / answers.shape[1])
    return spoken


class Alphabet:
    """What the numbers of an answer stand for: 0 for nothing, the last one for a space."""

    def __init__(self, letters: list[str]) -> None:
        self.letters = [letter if len(letter) <= 1 else "\ufffd" for letter in letters]
        #: A report is in simplified characters: of 决 and 決 the first, unless the second is ten times as likely.
        self.weights = np.array([1.0 if _usual(letter) else 0.1 for letter in self.letters], np.float32)
        folded: dict[str, list[int]] = {}
        for number, letter in enumerate(self.letters):
            folded.setdefault(unicodedata.normalize("NFKC", letter), []).append(number)
        #: Numbers of the letters that the text layer takes for the same one, ( and （.
        self.same = [folded[unicodedata.normalize("NFKC", letter)] for letter in self.letters]
        self.twins = [numbers for numbers in folded.values() if len(numbers) > 1]


def _usual(letter: str) -> bool:
    if not "\u4e00" <= letter <= "\u9fff":
        return True
    try:
        return bool(letter.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _decode(answer: Floats, alphabet: Alphabet, step: float) -> Spoken:
    """The likeliest letter of each run of steps.

    A letter is as sure as its best step, and no surer than that nothing else stands beside it: where a step of the
    gap up to the next letter may be a third one (a point, another digit), both neighbours share the doubt.
    """
    single = answer * alphabet.weights
    answer = single.copy()
    for twins in alphabet.twins:  # ： and : are two halves of one answer, and together more than ；
        answer[:, twins] = single[:, twins].sum(axis=1, keepdims=True)
    best = answer.argmax(axis=1)
    starts = np.flatnonzero(np.concatenate(([True], best[1:] != best[:-1])))
    runs = [(int(best[a]), a, b) for a, b in pairwise([*starts.tolist(), len(best)])]
    text: list[str] = []
    middles: list[float] = []
    confidence: list[float] = []
    doubt = 0.0  # of the gap just passed
    for position, (number, start, end) in enumerate(runs):
        if number == 0:
            beside = [-1, *(runs[k][0] for k in (position - 1, position + 1) if 0 <= k < len(runs))]  # -1: a space
            doubt = _rival(answer[start:end], [same for one in beside for same in alphabet.same[one]])
            if confidence:
                confidence[-1] = min(confidence[-1], 1 - doubt)
            continue
        mine = answer[start:end, number]
        likest = max(alphabet.same[number], key=lambda twin: float(single[start:end, twin].max()))
        text.append(alphabet.letters[likest])
        middles.append(float((np.arange(start, end) + 0.5) @ mine / mine.sum()) * step)
        confidence.append(min(float(mine.max()), 1 - doubt))
        doubt = 0.0
    return Spoken("".join(text), np.array(middles), np.array(confidence))


def _rival(gap: Floats, known: list[int]) -> float:
    """How likely a step of a gap is a letter other than the `known` ones; 0 where that is next to nothing."""
    others = gap.copy()
    others[:, [0, *known]] = 0
    most = float(others.max(initial=0.0))
    return most if most > _RIVAL else 0.0
