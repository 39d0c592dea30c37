"""How well callers are heard, measured: ``kibox hear``.

Known sentences are spoken by callers' voices, spoiled as a telephone line spoils them, and
heard by the engines of the package; what was heard is compared with what was said.
"""
