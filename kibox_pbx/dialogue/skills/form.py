"""Taking a request down field by field, as the office's own form asks; read back, then written.

The fields and their questions are the office's (``forms`` in ``kibox.yaml``); every answer is
checked by its kind, and can be changed until it is written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from types import MappingProxyType

from kibox_pbx.config.settings import Form
from kibox_pbx.dialogue.actions import StoreForm
from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.events import FormStored
from kibox_pbx.dialogue.fields import plain_text, understand_field
from kibox_pbx.dialogue.redialling import redialled
from kibox_pbx.dialogue.reply import Line, News, Question, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import form_questions, form_values, transfer
from kibox_pbx.dialogue.skills.likely_forms import likely_form
from kibox_pbx.dialogue.skills.mending import Part, wrong_part
from kibox_pbx.dialogue.skills.naming import heard_form
from kibox_pbx.dialogue.skills.renaming import renamed
from kibox_pbx.dialogue.volunteered import told_of_oneself
from kibox_pbx.language.agreement import understand_agreement
from kibox_pbx.records import Act, FilledForm, Outcome, Slot

_TAKES_BACK = re.compile(
    r"^(?:nein|nee|halt|stopp|moment|korrektur|entschuldigung|sorry|no|wait|actually)\b"
)


_AFTERTHOUGHT = re.compile(
    r" (?=(?:(?:ach|oh|und|and|ja|but|aber) )*"
    r"(?:sorry|entschuldigung|verzeihung|moment|wait|actually|übrigens|by the way|korrektur)\b)"
)
"""After which an answer given before is changed."""


class Stage(Enum):
    """What we wait for."""

    FIELD = auto()
    CONTACT = auto()
    CONFIRMING = auto()
    MENDING = auto()
    STORING = auto()


@dataclass(frozen=True, slots=True)
class FillingForm:
    """A request in the making."""

    form: str
    """Key in the configuration."""

    stage: Stage = Stage.FIELD
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By the field's key, as `FilledForm.fields` keeps them."""

    doubted: str | None = None
    """The field whose answer in free words was asked for once more."""

    contact: Contact = field(default=Contact())

    @property
    def held(self) -> Slot | None:
        """No slot is ever held for a form."""
        return None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take the caller's answer; None: not understood."""
        match self.stage:
            case Stage.FIELD:
                return self._filled(scene, text)
            case Stage.CONTACT:
                return self._introduced(scene, text)
            case Stage.CONFIRMING | Stage.MENDING:
                return self._confirmed(scene, text)
            case _:
                return None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take the answer to a request; None: not asked for."""
        if self.stage is not Stage.STORING or not isinstance(news, FormStored):
            return None
        taken = Line(Act.MESSAGE_TAKEN, "form_taken")
        return Reply(None, (taken,), reached=Outcome.MESSAGE_TAKEN)

    def settings(self, scene: Scene) -> Form:
        """Return the form as the office defines it."""
        return scene.settings.forms[self.form]

    def missing(self, scene: Scene) -> str | None:
        """Return the first field that has no answer yet."""
        fields = self.settings(scene).fields
        return next((key for key in fields if key not in self.values), None)

    def told(self, scene: Scene, text: str) -> "FillingForm":
        """Take what callers say of themselves without being asked."""
        return replace(self, contact=self.contact.told(told_of_oneself(scene, text)))

    def having(self, values: Mapping[str, str]) -> "FillingForm":
        """Return the request with these answers, too."""
        return replace(self, values=MappingProxyType({**self.values, **values}), doubted=None)

    def _filled(self, scene: Scene, text: str) -> Reply | None:
        """Take the answer to a field, and what the sentence says beside it."""
        key = self.missing(scene) or ""
        each = self.settings(scene).fields[key]
        if self.values and _TAKES_BACK.search(text):
            mended = self._mended(scene, text, key)
            if mended:
                return proceed(scene, mended)
        answer, *afterthought = _AFTERTHOUGHT.split(text, maxsplit=1)
        for said in afterthought:
            mended = self._mended(scene, said, key)
            if mended:
                return mended.answered(scene, answer) or proceed(scene, mended)
        value = understand_field(scene, each, text)
        if value is None and each.kind == "text":
            return self._doubt(scene, key, text)
        if value is None:
            mended = self._mended(scene, text, key)
            return proceed(scene, mended) if mended else None
        filled = self.having({key: value})
        form, known = self.settings(scene), filled.values
        beside = form_values.beside(scene, form, known, text) if each.kind == "text" else {}
        return proceed(scene, filled.having(beside))

    def _doubt(self, scene: Scene, key: str, text: str) -> Reply:
        """Ask once more for what is needed; then what was said is what is written."""
        if self.doubted == key:
            return proceed(scene, self.having({key: plain_text(scene, text)}))
        help_line = Line(Act.CLARIFY, "help_field_text")
        question = form_questions.ask(scene, key, self.settings(scene).fields[key])
        return Reply(replace(self, doubted=key), (help_line,), question=question)

    def _mended(self, scene: Scene, text: str, asked: str) -> "FillingForm | None":
        """Change a field that was filled before, while another one is asked for."""
        form = self.settings(scene)
        filled = {key: each for key, each in form.fields.items() if key in self.values}
        earlier = form.model_copy(update={"fields": filled})
        named = form_values.named_field(scene, form, text)
        if named is None or named == asked or named not in filled:
            return None
        values = form_values.changed(scene, earlier, self.values, text, agreed=False)
        return self.having(values) if values else self._without(named)

    def _introduced(self, scene: Scene, text: str) -> Reply | None:
        contact = self.contact.answered(scene, told_of_oneself(scene, text), text)
        return proceed(scene, replace(self, contact=contact)) if contact else None

    def _confirmed(self, scene: Scene, text: str) -> Reply | None:
        agreed = understand_agreement(text, scene.language)
        changed = self._changed(scene, text, agreed=agreed)
        if changed != self:
            return proceed(scene, changed)
        if agreed:
            is_read_back = self.stage is Stage.CONFIRMING
            return self._store(scene) if is_read_back else proceed(scene, self)
        without = self._disputed(scene, text)
        if without:
            return proceed(scene, without)
        return None if agreed is None else self._what_is_wrong()

    def _changed(self, scene: Scene, text: str, *, agreed: bool | None) -> "FillingForm":
        """Return the request with all that a sentence changes in it."""
        form = self.settings(scene)
        changed = self.told(scene, text) if form.identify else self
        if changed != self:
            return changed
        phone = redialled(self.contact.phone or "", text, scene.language)
        if phone:
            return replace(self, contact=replace(self.contact, phone=phone))
        name = self.contact.name
        better = renamed(name, text, scene.language) if name and not agreed else None
        if better:
            return replace(self, contact=replace(self.contact, name=better))
        if agreed is None and self.stage is Stage.MENDING:
            agreed = False
        values = form_values.changed(scene, form, self.values, text, agreed=agreed)
        return self.having(values) if values else self

    def _disputed(self, scene: Scene, text: str) -> "FillingForm | None":
        """Return the request without the part that the caller says is wrong."""
        named = form_values.named_field(scene, self.settings(scene), text)
        if named:
            return self._without(named)
        part = wrong_part(text, scene.language)
        if part is Part.NAME:
            return replace(self, contact=replace(self.contact, name=None))
        if part is Part.PHONE:
            contact = replace(self.contact, phone=None, other_number=True)
            return replace(self, contact=contact)
        return None

    def _without(self, key: str) -> "FillingForm":
        left = {other: value for other, value in self.values.items() if other != key}
        return replace(self, values=MappingProxyType(left))

    def _store(self, scene: Scene) -> Reply:
        fields = tuple((key, self.values[key]) for key in self.settings(scene).fields)
        name, phone = self.contact.name or None, self.contact.phone or None
        request = StoreForm(FilledForm(self.form, fields, name, phone))
        return Reply(replace(self, stage=Stage.STORING), requests=(request,))

    def _what_is_wrong(self) -> Reply:
        question = form_questions.what_is_wrong()
        return Reply(replace(self, stage=Stage.MENDING), question=question)


def begin(scene: Scene, text: str) -> Reply:
    """Start the form that is named or meant, with all that the caller has said already."""
    forms = scene.settings.forms
    only = next(iter(forms)) if len(forms) == 1 else None
    key = heard_form(scene, text) or likely_form(scene, text) or only
    if key is None:
        return transfer.refer(scene, "question", text)
    filling = FillingForm(key).told(scene, text)
    return proceed(scene, filling.having(form_values.wished(scene, forms[key], text)))


def proceed(scene: Scene, filling: FillingForm) -> Reply:
    """Ask for the first thing that is missing, or read everything back."""
    form, key = filling.settings(scene), filling.missing(scene)
    if key:
        question = form_questions.ask(scene, key, form.fields[key])
        return Reply(replace(filling, stage=Stage.FIELD), question=question)
    filling = replace(filling, contact=_from_fields(form, filling))
    missing = filling.contact.question(scene) if form.identify else None
    if missing:
        return Reply(replace(filling, stage=Stage.CONTACT), question=missing)
    return Reply(replace(filling, stage=Stage.CONFIRMING), question=_read_back(scene, filling))


def _read_back(scene: Scene, filling: FillingForm) -> Question:
    form = filling.settings(scene)
    return form_questions.read_back(scene, form, filling.values, filling.contact)


def _from_fields(form: Form, filling: FillingForm) -> Contact:
    """Return the contact with what the form has asked for already."""
    answers = {each.kind: filling.values[key] for key, each in form.fields.items()}
    contact = filling.contact
    name, phone = answers.get("name"), answers.get("phone")
    is_asked = contact.is_name_asked or (not contact.name and bool(name))
    return replace(
        contact,
        name=contact.name or name or None,
        phone=contact.phone or phone,
        is_name_asked=is_asked,
    )
