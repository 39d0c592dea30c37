"""Vosk, Whisper, llama.cpp, Piper and their stand-ins behind our ports."""
