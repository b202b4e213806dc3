"""What others are likely to answer a lever, in one language; shown, never applied."""

from dataclasses import dataclass

from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.reply import Reply
from desktop.ui.lever_words import LeverWords


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """Hold one likely reply: when it is meant, what it is, and what that rests on."""

    head: str
    sentence: str
    grounds: str


def reply_words(model: Model, words: LeverWords, setting: Setting | None) -> list[ReplyWords]:
    """Return the replies that a setting is likely to meet; at the status quo, those of any move."""
    lever, language = words.lever, words.language
    found = []
    for reply in model.replies.values():
        if reply.lever != lever.id:
            continue
        if setting is None:
            up, down = (
                language.text("levers.card.reply_up"),
                language.text("levers.card.reply_down"),
            )
            head = up if reply.direction > 0 else down
        elif any(reply.answers(move.value, lever.default) for move in setting.moves(model.clock)):
            head = language.text("levers.card.reply")
        else:
            continue
        sentence = language.text(
            "levers.card.reply_by",
            by=language.wording(reply.by.name),
            chance=language.wording(reply.chance.name),
            reply=language.wording(reply.text),
        )
        found.append(ReplyWords(head, sentence, _grounds(reply, words)))
    return found


def _grounds(reply: Reply, words: LeverWords) -> str:
    grounds = ", ".join((*reply.sources, *reply.claims))
    return words.language.text("levers.card.reply_grounds", grounds=grounds, grade=str(reply.grade))
