"""llama.cpp, loaded the way a telephone service wants it."""

import os

# Read when the library is loaded. Threads that spin while they wait for each other take
# the recogniser's time: on a busy machine the slowest choice took 2.9 s; so it takes 0.7 s.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import llama_cpp
from llama_cpp.llama_grammar import json_schema_to_gbnf

__all__ = ["json_schema_to_gbnf", "llama_cpp"]
