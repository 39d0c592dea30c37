"""What a sentence most likely means, learned from sentences that many people wrote down.

Rules know what they were written for; people put things in ever new ways. Here a linear
classifier over words and parts of words tells which of a closed set of labels fits best, in
a fraction of a millisecond, and how surely. It is as pure as the rules: the same sentence
gets the same answer on every machine.
"""

from kibox_pbx.language.learned.classifier import Classifier, Guess
from kibox_pbx.language.learned.installed import dangers, endings, topics, wishes

__all__ = ["Classifier", "Guess", "dangers", "endings", "topics", "wishes"]
