"""What packages hold and what was done to them, in words."""

from desktop.document.packages import chosen_packages
from desktop.document.undo_history import UndoStep
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.language.event_sizes import sized
from desktop.ui.lever_words import LeverWords
from desktop.ui.ui_context import UiContext


def policy_lines(policy: Policy, model: Model, look: UiContext) -> list[str]:
    """Return what a package sets and places, a line each."""
    language = look.language
    lines = [
        look.text("packages.sets", lever=words.name, value=words.values(setting))
        for lever, setting in policy.settings.items()
        for words in (LeverWords(language, model.levers[lever]),)
    ]
    return lines + [
        look.text(
            "timeline.mark",
            month=language.date(planned.month),
            mark=sized(language.wording(model.events[planned.event].name), planned.size, language),
        )
        for planned in policy.events
    ]


def package_step_words(step: UndoStep, look: UiContext) -> str:
    """Return what a step did to a package, by its name; empty for one that did nothing to any."""
    before, after = chosen_packages(step.before), chosen_packages(step.after)
    gone = [one.name for one in before if one not in after]
    come = [one.name for one in after if one not in before]
    moved = [one.name for one, was in zip(after, before, strict=False) if one != was]
    match step.label:
        case "command.package_kept" if come:
            return look.text("command.package_kept", name=come[-1])
        case "command.package_applied" if after:
            return look.text("command.package_applied", name=after[-1].name)
        case "command.package_renamed" if come:
            return look.text("command.package_renamed", name=come[0])
        case "command.package_removed" if gone:
            return look.text("command.package_removed", name=gone[0])
        case "command.package_on" if come:
            return look.text("command.package_on", name=come[0])
        case "command.package_off" if come:
            return look.text("command.package_off", name=come[0])
        case "command.package_raised" if moved:
            return look.text("command.package_raised", name=moved[-1])
        case "command.package_lowered" if moved:
            return look.text("command.package_lowered", name=moved[0])
    return ""
