"""A language model's file: its weights, its vocabulary, and how it writes a conversation.

Like all of llama.cpp it is not thread-safe: everything is called from the worker's thread.
"""

import ctypes
from collections.abc import Sequence
from pathlib import Path

from kibox_pbx.engines.llama_library import llama_cpp
from kibox_pbx.errors import ModelError

_PLAIN = False
_MODEL_NEXT = True
"""llama.cpp's switches are positional: whether marks are written, who speaks next."""

MEND = "run `kibox models fetch`"


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]  # a ctypes type, not a function
def _quiet(_level: int, _text: bytes, _data: ctypes.c_void_p) -> None:
    """Drop what llama.cpp prints: it could quote a prompt, and our errors say enough."""


class LlamaFile:
    """A model's weights and its vocabulary.

    Raises:
        ModelError: The file is missing, broken or no language model.
    """

    def __init__(self, path: Path) -> None:
        llama_cpp.llama_log_set(_quiet, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
        self.path = _find_model(path)
        settings = llama_cpp.llama_model_default_params()
        self.handle = llama_cpp.llama_model_load_from_file(str(self.path).encode(), settings)
        if not self.handle:
            raise ModelError(f"the language model {self.path} is broken; {MEND}")
        self.vocabulary = llama_cpp.llama_model_get_vocab(self.handle)
        self.size = int(llama_cpp.llama_vocab_n_tokens(self.vocabulary))
        self._template = llama_cpp.llama_model_chat_template(self.handle, None)
        if self._template is None:
            raise ModelError(f"{self.path} has no chat template; take an instruct model")

    def close(self) -> None:
        """Give the memory back; the context must be closed before."""
        llama_cpp.llama_model_free(self.handle)

    def tokens(self, text: str, *, special: bool = False) -> tuple[int, ...]:
        """Return a text's tokens.

        Args:
            text: Anything.
            special: Whether marks such as the end of a turn count as such. Never for what
                a caller said: "<|im_end|>" must stay words.
        """
        encoded = text.encode()
        found = (llama_cpp.llama_token * (len(encoded) + 1))()
        count = llama_cpp.llama_tokenize(
            self.vocabulary, encoded, len(encoded), found, len(found), _PLAIN, special
        )
        return tuple(found[:count])

    def text(self, tokens: Sequence[int]) -> str:
        """Return what tokens say; marks are left out."""
        piece = ctypes.create_string_buffer(256)
        said = bytearray()
        for token in tokens:
            size = llama_cpp.llama_token_to_piece(
                self.vocabulary, token, piece, len(piece), 0, _PLAIN
            )
            said += piece.raw[: max(0, size)]
        return said.decode(errors="replace")

    def ends(self, token: int) -> bool:
        """Say whether a token ends the model's turn."""
        return bool(llama_cpp.llama_vocab_is_eog(self.vocabulary, token))

    @property
    def end_mark(self) -> int:
        """The token that ends a turn."""
        mark = int(llama_cpp.llama_vocab_eot(self.vocabulary))
        return mark if mark >= 0 else int(llama_cpp.llama_vocab_eos(self.vocabulary))

    def chat(self, messages: Sequence[tuple[str, str]]) -> str:
        """Return (role, text) messages as the model learnt to read them, its turn next.

        Raises:
            ModelError: llama.cpp does not know this model's template.
        """
        listed = (llama_cpp.llama_chat_message * len(messages))(
            *(
                llama_cpp.llama_chat_message(role.encode(), text.encode())
                for role, text in messages
            )
        )
        room = ctypes.create_string_buffer(4096 + 4 * sum(len(text) for _, text in messages))
        size = llama_cpp.llama_chat_apply_template(
            self._template, listed, len(messages), _MODEL_NEXT, room, len(room)
        )
        if not 0 < size <= len(room):
            raise ModelError("the model's chat template is not known; take another model")
        return room.raw[:size].decode()


def _find_model(path: Path) -> Path:
    files = sorted(path.glob("*.gguf")) if path.is_dir() else [path]
    if len(files) != 1 or not files[0].is_file():
        raise ModelError(f"no language model (.gguf) at {path}; {MEND}")
    return files[0]
