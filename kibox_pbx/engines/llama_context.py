"""The language model's memory: llama.cpp with several sequences in one context.

Only this file, `llama_file` and `llama_grammar` know llama.cpp. Its objects are not
thread-safe (a second thread aborts the whole process), so everything here is called from
one thread, the worker's.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kibox_pbx.engines.llama_file import LlamaFile
from kibox_pbx.engines.llama_library import llama_cpp
from kibox_pbx.errors import EngineError, ModelError

BATCH_TOKENS = 256
"""Tokens llama.cpp computes in one go; more at once gains nothing on a processor."""

Logits = npt.NDArray[np.float32]
"""How likely each token of the vocabulary comes next, shape ``(vocabulary,)``."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Tokens to be appended to a sequence."""

    sequence: int
    position: int
    """Of the first of them in its sequence."""

    tokens: tuple[int, ...]


class LlamaContext:
    """Sequences of tokens the model has read, sharing one memory.

    Args:
        file: The model.
        sequences: How many there may be; they are numbered from 0.
        tokens: How many tokens all of them may hold; shared beginnings count once.
        threads: Threads that compute.

    Raises:
        ModelError: There is not enough memory.
    """

    def __init__(self, file: LlamaFile, sequences: int, tokens: int, threads: int) -> None:
        self.tokens_read = 0
        """Since the start; shows what was computed and what was copied."""
        settings = llama_cpp.llama_context_default_params()
        settings.n_ctx = tokens
        settings.n_batch = settings.n_ubatch = BATCH_TOKENS
        settings.n_seq_max = sequences
        settings.n_threads = settings.n_threads_batch = threads
        settings.kv_unified = True
        settings.no_perf = True
        self._size = file.size
        self._handle = llama_cpp.llama_init_from_model(file.handle, settings)
        if not self._handle:
            raise ModelError(f"no memory for {tokens} tokens of the language model")
        self._memory = llama_cpp.llama_get_memory(self._handle)
        self._batch = llama_cpp.llama_batch_init(BATCH_TOKENS, 0, 1)

    def close(self) -> None:
        """Give the memory back."""
        llama_cpp.llama_batch_free(self._batch)
        llama_cpp.llama_free(self._handle)

    def read(self, feeds: Sequence[Feed]) -> list[Logits]:
        """Append to several sequences at once; return what may come next, for each feed.

        Raises:
            EngineError: No room is left, or llama.cpp failed; forget the sequences.
        """
        after: list[Logits] = []
        rows = list(_rows(feeds))
        for start in range(0, len(rows), BATCH_TOKENS):
            part = rows[start : start + BATCH_TOKENS]
            self._fill(part)
            if status := llama_cpp.llama_decode(self._handle, self._batch):
                raise EngineError(f"the language model could not read on (status {status})")
            self.tokens_read += len(part)
            after += [self._logits(index) for index, row in enumerate(part) if row.last]
        return after

    def copy(self, source: int, target: int) -> None:
        """Let one sequence begin as another; takes no time and no memory."""
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, -1, -1)

    def forget(self, sequence: int, position: int = 0) -> None:
        """Drop a sequence from a position on; nothing of it is kept."""
        llama_cpp.llama_memory_seq_rm(self._memory, sequence, position, -1)

    def save(self, sequence: int) -> bytes:
        """Return what was computed for a sequence."""
        room = ctypes.c_uint8 * llama_cpp.llama_state_seq_get_size(self._handle, sequence)
        data = room()
        size = llama_cpp.llama_state_seq_get_data(self._handle, data, len(data), sequence)
        return bytes(data)[:size]

    def restore(self, sequence: int, saved: bytes) -> bool:
        """Take a sequence from what `save` returned; False if it does not fit.

        Bytes that were changed abort the process: check them before.
        """
        data = (ctypes.c_uint8 * len(saved)).from_buffer_copy(saved)
        read = llama_cpp.llama_state_seq_set_data(self._handle, data, len(data), sequence)
        if read != len(saved):
            self.forget(sequence)
        return bool(read == len(saved))

    def _fill(self, rows: Sequence["_Row"]) -> None:
        self._batch.n_tokens = len(rows)
        for index, row in enumerate(rows):
            self._batch.token[index] = row.token
            self._batch.pos[index] = row.position
            self._batch.n_seq_id[index] = 1
            self._batch.seq_id[index][0] = row.sequence
            self._batch.logits[index] = row.last

    def _logits(self, index: int) -> Logits:
        found = llama_cpp.llama_get_logits_ith(self._handle, index)
        return np.ctypeslib.as_array(found, (self._size,)).copy()


@dataclass(frozen=True, slots=True)
class _Row:
    token: int
    position: int
    sequence: int
    last: bool


def _rows(feeds: Sequence[Feed]) -> Iterator[_Row]:
    for feed in feeds:
        last = len(feed.tokens) - 1
        for index, token in enumerate(feed.tokens):
            yield _Row(token, feed.position + index, feed.sequence, index == last)
