"""What callers asked in vain, and the button that says one is dealt with."""

import re

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.questions import OpenQuestion, QuestionRepository

_QUESTION = re.compile(r"[A-Za-z0-9-]{1,64}-[1-9][0-9]{0,5}")


def is_question_id(text: str) -> bool:
    """Say whether this may be an `OpenQuestion.id`."""
    return bool(_QUESTION.fullmatch(text))


async def question_of(visit: Visit, question_id: str) -> OpenQuestion:
    """Return an open question, to whoever may see it.

    Raises:
        HTTPException: They may not, or there is none.
    """
    if not visit.may(Permission.SEE_QUESTIONS):
        raise HTTPException(403)
    try:
        return await QuestionRepository(visit.office.database).one(question_id)
    except StorageError:
        raise HTTPException(404) from None


async def waiting(visit: Visit) -> Response:
    """Show the open questions."""
    await write_note(visit.office.database, visit.who, "show_questions")
    found = await QuestionRepository(visit.office.database).waiting()
    may_answer = visit.may(Permission.EDIT_ENTRIES)
    return visit.show("questions.html", questions=found, may_answer=may_answer)


async def mark_done(visit: Visit) -> Response:
    """Note that a question is dealt with."""
    question = one(visit.form, "question")
    if not is_question_id(question):
        raise HTTPException(400)
    try:
        await QuestionRepository(visit.office.database).mark_done(question, visit.who.name)
    except StorageError:
        raise HTTPException(404) from None
    return RedirectResponse("/questions", 303)


PAGES = (
    Page("/questions", Permission.SEE_QUESTIONS, waiting),
    Page("/questions/mark-done", Permission.SEE_QUESTIONS, mark_done, Method.CHANGE),
)
