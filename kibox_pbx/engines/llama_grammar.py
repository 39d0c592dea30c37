"""Hold the language model to a form: it can only write what a JSON schema allows."""

import ctypes
from typing import Self

import numpy as np

from kibox_pbx.engines.llama_context import Logits
from kibox_pbx.engines.llama_file import LlamaFile
from kibox_pbx.engines.llama_library import json_schema_to_gbnf, llama_cpp
from kibox_pbx.errors import EngineError, ModelError

_LIKELY = 40
"""Tokens that are tried before the whole vocabulary, which takes twice the time."""


class Grammar:
    """Where one reply is within its form. Lives on the model's thread; close it there.

    Args:
        file: The model that writes.
        schema: JSON schema.

    Raises:
        ModelError: The schema is none.
    """

    def __init__(self, file: LlamaFile, schema: str) -> None:
        self._file = file
        try:
            rules = json_schema_to_gbnf(schema)
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError("a task's JSON schema is not usable") from error
        self._sampler = llama_cpp.llama_sampler_init_grammar(
            file.vocabulary, rules.encode(), b"root"
        )
        if not self._sampler:
            raise ModelError("a task's JSON schema makes no grammar")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_unused: object) -> None:
        llama_cpp.llama_sampler_free(self._sampler)

    def take(self, logits: Logits) -> int | None:
        """Return the likeliest token that is allowed, and go on to it; None at the end.

        Raises:
            EngineError: Nothing is allowed here.
        """
        likely = np.argpartition(logits, -_LIKELY)[-_LIKELY:]
        token = self._best(logits, likely)
        if token is None:
            token = self._best(logits, np.arange(logits.size))
        if token is None:
            raise EngineError("the language model found no way to go on with a reply")
        if self._file.ends(token):
            return None
        llama_cpp.llama_sampler_accept(self._sampler, token)
        return token

    def _best(self, logits: Logits, tokens: np.typing.NDArray[np.int64]) -> int | None:
        """Return the best of some tokens that the form allows."""
        data = np.zeros(len(tokens), _TOKEN_DATA)
        data["id"], data["logit"] = tokens, logits[tokens]
        listed = llama_cpp.llama_token_data_array(
            data=data.ctypes.data_as(ctypes.POINTER(llama_cpp.llama_token_data)),
            size=len(tokens),
            selected=-1,
            sorted=False,
        )
        llama_cpp.llama_sampler_apply(self._sampler, ctypes.byref(listed))
        best = int(data["logit"].argmax())
        return int(data["id"][best]) if np.isfinite(data["logit"][best]) else None


_TOKEN_DATA = np.dtype([("id", np.intc), ("logit", np.single), ("p", np.single)], align=True)
