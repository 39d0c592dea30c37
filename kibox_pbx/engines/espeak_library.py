"""How words sound: the espeak-ng that comes inside the piper-tts package.

Piper reads its phonemes from it, and where a language has no Piper voice it speaks by
itself. The library is one global state, so everything here holds one lock, for some
milliseconds per sentence. The text never leaves the process.
"""

import ctypes
import re
import threading
import unicodedata
from collections.abc import Callable
from typing import Any

from piper import espeakbridge
from piper.phonemize_espeak import ESPEAK_DATA_DIR

from kibox_pbx.errors import EngineError, ModelError

WORDS_PER_MINUTE = 155
"""espeak-ng's own default of 175 is hurried on a telephone."""

_RATE_PARAMETER = 1
_UTF8 = 1
_OK = 0
_GO_ON = 0
_LANGUAGE_SWITCH = re.compile(r"\([^)]+\)")
_WORDS = re.compile(r"[A-Za-z0-9]")
_PAUSE_MARKS = (",", ":", ";")
_lock = threading.Lock()
_loaded: "list[_Library]" = []


class _Library:
    """The loaded library and the sound it is just making."""

    def __init__(self) -> None:
        espeakbridge.initialize(str(ESPEAK_DATA_DIR))
        self._c = ctypes.CDLL(espeakbridge.__file__)
        self.rate_hz = int(self._c.espeak_ng_GetSampleRate())
        self._sound = bytearray()
        self._voice = ""
        self._is_half_there = False
        # The C side keeps only a pointer: the callback must live as long as the library.
        self._callback = _callback_type()(self._take)
        self._c.espeak_SetSynthCallback(self._callback)
        self._c.espeak_SetParameter(_RATE_PARAMETER, WORDS_PER_MINUTE, 0)

    def _take(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            self._sound += ctypes.string_at(samples, count * 2)
        return _GO_ON

    def choose_voice(self, voice: str) -> bool:
        """Set a voice, unless it is set: each time the library would open its files anew."""
        if voice == self._voice:
            return True
        if self._is_half_there:  # another one between, or its files are not read again
            self._set("en" if voice.startswith("de") else "de")
        self._is_half_there = False
        self._voice = voice if self._set(voice) else ""
        return bool(self._voice)

    def forget_voice(self) -> None:
        """Have it set anew for the next text: no file handle was left to read it by."""
        self._voice = ""
        self._is_half_there = True

    def _set(self, voice: str) -> bool:
        return bool(self._c.espeak_SetVoiceByName(voice.encode()) == _OK)

    def synthesise(self, text: str) -> bytes:
        encoded = text.encode() + b"\0"
        self._sound.clear()
        self._c.espeak_SetParameter(_RATE_PARAMETER, WORDS_PER_MINUTE, 0)
        status = self._c.espeak_Synth(encoded, len(encoded), 0, 0, 0, _UTF8, None, None)
        sound = bytes(self._sound)
        self._sound.clear()
        if status != _OK:
            raise EngineError(f"espeak-ng could not speak a sentence (status {status})")
        return sound


def _callback_type() -> Callable[[Any], Any]:
    samples = ctypes.POINTER(ctypes.c_short)
    return ctypes.CFUNCTYPE(ctypes.c_int, samples, ctypes.c_int, ctypes.c_void_p)


def _with_voice(voice: str) -> _Library:
    """Return the library, set to a voice; the lock must be held."""
    if not _loaded:
        _loaded.append(_Library())
    if not _loaded[0].choose_voice(voice):
        raise ModelError(f"espeak-ng has no voice {voice!r}; use a language such as 'de'")
    return _loaded[0]


def synthesise(voice: str, text: str) -> tuple[bytes, int]:
    """Return a text's sound (int16 mono) and its rate in Hz.

    Raises:
        ModelError: There is no such voice.
        EngineError: The library refused the text, or made nothing of its words.
    """
    with _lock:
        library = _with_voice(voice)
        sound = library.synthesise(text)
        _require(library, text, any(sound))
        return sound, library.rate_hz


def phonemes(voice: str, text: str) -> list[str]:
    """Return a text's phonemes as Piper voices know them, punctuation kept.

    Raises:
        ModelError: There is no such voice.
        EngineError: The library made nothing of its words.
    """
    with _lock:
        library = _with_voice(voice)
        clauses = espeakbridge.get_phonemes(text)
        _require(library, text, any(sounds.strip() for sounds, _, _ in clauses))
    joined = "".join(
        _LANGUAGE_SWITCH.sub("", sounds) + mark + (" " if mark in _PAUSE_MARKS else "")
        for sounds, mark, _ends in clauses
    )
    return list(unicodedata.normalize("NFD", joined))


def _require(library: _Library, text: str, is_spoken: bool) -> None:  # noqa: FBT001 - what it is
    """See to it that words became sound: callers would wait for a sentence in silence.

    Raises:
        EngineError: They did not; espeak-ng says so nowhere.
    """
    if not is_spoken and _WORDS.search(text):
        library.forget_voice()
        raise EngineError("espeak-ng made nothing of a sentence; can it open its files?")
