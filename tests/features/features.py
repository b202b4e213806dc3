"""The features that users of other programs praise, and those that none of them has.

Each names the test that holds it, and one changed line of the program that must turn it red.
`python -m tests.features` prints the table of docs/features.md.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feature:
    """Name a feature, its test, and a line of the program with what its mutant has instead."""

    source: str
    """The program whose users praise it, or the number of what none of them has."""
    what: str
    test: str
    module: str
    line: str
    instead: str


FEATURES: tuple[Feature, ...] = (
    Feature(
        "En-ROADS",
        "The last change is replayed from the curves before it to those after",
        "tests/session/room/test_last_change.py::"
        "test_that_a_replay_goes_from_the_exact_curves_before_to_those_after_again_and_again",
        "desktop/session/room/last_change.py",
        "if step.before.request != now:",
        "if step.before.request == now:",
    ),
    Feature(
        "En-ROADS",
        "One page shows what every lever does to every curve",
        "tests/analysis/test_outcomes.py::"
        "test_that_a_change_is_that_of_two_central_runs_in_percent_or_in_points",
        "desktop/analysis/outcomes.py",
        "return 100 * moved / was if indicator in self.percent else moved",
        "return moved",
    ),
    Feature(
        "En-ROADS",
        "Every lever has a help card of one template in both languages",
        "tests/modelfiles/test_help_cards.py::"
        "test_that_a_card_with_a_fault_is_refused_with_its_place",
        "desktop/modelfiles/help_cards.py",
        'against=short_enough(table, "against", MOST_TEXT),',
        'against=short_enough(table, "gains", MOST_TEXT),',
    ),
    Feature(
        "En-ROADS",
        "A card tells examples, messages, who gains and loses, what moves and on what it rests",
        "tests/views/cards/test_lever_card.py::"
        "test_that_the_info_button_opens_the_card_with_all_that_is_known_in_both_languages",
        "desktop/views/cards/card_column.py",
        'self._say(self._look.text("cards.example", **fields))',
        "pass",
    ),
    Feature(
        "En-ROADS",
        "The charts suggested for a lever are shown by one press",
        "tests/views/cards/test_lever_card.py::"
        "test_that_suggested_charts_and_named_settings_are_one_press_and_one_step_each",
        "desktop/views/cards/lever_card.py",
        "suggested = self._cards[self._lever].charts\n",
        "suggested = ()\n",
    ),
    Feature(
        "En-ROADS",
        "The policy is reset apart: what chance drew and assumptions stay",
        "tests/document/test_events.py::"
        "test_that_a_reset_of_the_policy_leaves_the_drawn_future_as_it_is",
        "desktop/document/commands.py",
        "if package.future is not None)\n        return replace(scenario, policy=Policy(events=",
        "if package.future is None)\n        return replace(scenario, policy=Policy(events=",
    ),
    Feature(
        "En-ROADS",
        "Everything is reset in one step of undo",
        "tests/views/test_desk_resets.py::"
        "test_that_everything_is_reset_in_one_step_but_name_and_charts",
        "desktop/document/commands.py",
        "return replace(usual, policy=Policy(), packages=())",
        "return replace(usual, packages=())",
    ),
    Feature(
        "En-ROADS",
        "The three resets stand in words in one menu, away from what is pressed often",
        "tests/views/test_desk_resets.py::test_that_the_three_resets_stand_in_words_in_one_menu",
        "desktop/views/curves/chart_toolbar.py",
        "for act in (ActionId.RESET, ActionId.RESET_ASSUMPTIONS, ActionId.RESET_ALL):",
        "for act in (ActionId.RESET, ActionId.RESET_ALL):",
    ),
    Feature(
        "En-ROADS",
        "Assumptions are reset apart from the policy",
        "tests/document/test_assuming.py::"
        "test_that_a_reset_leaves_the_policy_and_takes_every_assumption_back",
        "desktop/document/commands.py",
        "return replace(scenario, assumptions=usual.assumptions, ensemble=usual.ensemble)",
        "return usual",
    ),
    Feature(
        "En-ROADS",
        "Several windows follow the same slider, each with charts of its own",
        "tests/session/test_two_windows.py::"
        "test_that_two_windows_follow_one_drag_and_each_does_without_the_other",
        "desktop/session/projector.py",
        "self.projected.emit(outcome.curves)",
        "pass",
    ),
    Feature(
        "Vensim",
        "Causes are traced: what acts on an element, and on what it acts",
        "tests/document/test_causes.py::test_that_inputs_and_what_they_act_on_mirror_each_other",
        "desktop/document/causes.py",
        "feeds=self._feeds.get(element, ()),",
        "feeds=(),",
    ),
    Feature(
        "Vensim",
        "Every element of the model has a small graph, of the central run",
        "tests/views/explain/test_chain.py::"
        "test_that_any_element_has_its_central_curve_and_a_number_has_none",
        "desktop/views/explain/card.py",
        "values = central.get(self._cause.id)",
        "values = None",
    ),
    Feature(
        "Vensim",
        "Every number that has a range has a slider, apart from policy",
        "tests/views/assumptions/test_other_values.py::"
        "test_that_every_number_with_a_range_can_be_held_and_no_other",
        "desktop/modelfiles/assumptions.py",
        "return AssumptionCatalogue(sets, conflicts, {**movables, **others})",
        "return AssumptionCatalogue(sets, conflicts, movables)",
    ),
    Feature(
        "Vensim",
        "The axis stands still while a slider is dragged",
        "tests/charts/test_fan_chart.py::"
        "test_that_the_axis_is_frozen_while_moving_and_fits_on_settling",
        "desktop/charts/fan_chart.py",
        "            self._frozen = True\n            self._place()",
        "            self._fit_axis()\n            self._place()",
    ),
    Feature(
        "Vensim",
        "A scale that changed flashes",
        "tests/charts/test_fan_chart.py::test_that_rescaled_labels_flash_and_calm_down",
        "desktop/charts/fan_chart.py",
        "self._flash.start()",
        "pass",
    ),
    Feature(
        "Vensim",
        "The model is checked for how it is known to behave",
        "tests/model_checks/test_behaviours.py::test_that_the_model_does_what_it_is_known_for",
        "desktop/engine/run/project.py",
        "[lever for lever in policy.settings if lever in model.forces]",
        "[]",
    ),
    Feature(
        "Stella",
        "What differs between two scenarios is listed",
        "tests/document/test_difference.py::"
        "test_that_a_lever_is_told_with_what_was_set_before_and_after",
        "desktop/document/difference.py",
        "*_levers(before.combined, after.combined, model),",
        "*_levers(before.combined, before.combined, model),",
    ),
    Feature(
        "Stella",
        "What differs is copied, as text and as a table",
        "tests/views/compare/test_comparing.py::"
        "test_that_what_differs_is_listed_by_row_and_copied_as_text_and_as_html",
        "desktop/ui/difference_table.py",
        "QGuiApplication.clipboard().setMimeData(table_data(self._heads, self.rows))",
        "pass",
    ),
    Feature(
        "Stella",
        "A run is kept as a version, once, and gives its state back",
        "tests/db/test_drafts.py::"
        "test_that_a_kept_version_gives_back_its_state_and_is_not_made_twice",
        "db/scenarios/versions.py",
        "if newest is not None and newest.digest == digest:",
        "if newest is not None and newest.digest != digest:",
    ),
    Feature(
        "Stella",
        "A story steps through what was kept",
        "tests/session/room/test_story.py::"
        "test_that_a_room_steps_through_what_was_kept_and_comes_back_to_the_present",
        "desktop/session/room/story.py",
        "            self._turn(forward=True)",
        "            self._turn(forward=False)",
    ),
    Feature(
        "Stella",
        "The story steps by a key or a remote; space and Enter stay with what has the focus",
        "tests/views/window/presenting/test_operator_keys.py::"
        "test_that_letters_and_a_remote_act_where_nothing_needs_them",
        "desktop/views/window/presenting/operator_keys.py",
        "if act is None and isinstance(watched, QWindow):",
        "if act is None and not isinstance(watched, QWindow):",
    ),
    Feature(
        "Stella",
        "Runs that were kept stay on the charts beside the present one: pins",
        "tests/session/test_pinned_runs.py::"
        "test_that_a_pin_is_drawn_as_the_engine_does_and_leaves_its_bands",
        "desktop/session/pinned_runs.py",
        "{one: made.of(one)[MEDIAN].copy() for one in made.indicators}",
        "{one: made.of(one)[0].copy() for one in made.indicators}",
    ),
    Feature(
        "2050 calculators",
        "Named settings of a lever pull its knob",
        "tests/views/levers/test_lever_drag.py::test_that_a_named_setting_pulls_the_knob",
        "desktop/views/levers/lever_slider.py",
        "        if not lever.levels and abs(self.place(nearest) - place) <= _PULL:",
        "        if False:",
    ),
    Feature(
        "2050 calculators",
        "Example pathways lie in a new library",
        "tests/session/test_scenario_autosave.py::"
        "test_that_a_new_library_is_given_the_examples_once",
        "desktop/session/scenario_autosave.py",
        "store.scenarios.create_all(examples.worded)",
        "examples.worded",
    ),
    Feature(
        "2050 calculators",
        "Settings that hardly go together are told, with a fix of one step",
        "tests/document/test_warnings.py::"
        "test_that_whatever_else_is_set_a_fix_ends_its_warning_in_one_step_of_undo",
        "desktop/document/warnings.py",
        "        for lever, value in self.warning.fix.items():",
        "        for lever, value in list(self.warning.fix.items())[1:]:",
    ),
    Feature(
        "International Futures",
        "A scenario holds only what departs from the status quo",
        "tests/document/test_document.py::test_that_a_setting_at_the_status_quo_is_no_departure",
        "desktop/document/commands.py",
        "(packaged is None and setting.is_status_quo(lever))",
        "(packaged is None and False)",
    ),
    Feature(
        "International Futures",
        "Words: a sentence says how much a curve moved, through what and since when",
        "tests/views/explain/test_story.py::"
        "test_that_the_sentence_says_how_much_from_what_through_what_and_since_when",
        "desktop/views/explain/story.py",
        "rises = found.change > 0",
        "rises = found.change < 0",
    ),
    Feature(
        "International Futures",
        "Diagram: a press on a cause puts it into the middle, and a key goes back",
        "tests/views/explain/test_map_page.py::"
        "test_that_a_press_follows_and_backspace_returns_to_the_very_same_map",
        "desktop/views/explain/map_page.py",
        "self.state.visited.pop()",
        "pass",
    ),
    Feature(
        "International Futures",
        "Equation: a name in it opens the card of what it names",
        "tests/views/explain/test_explanation.py::test_that_a_name_in_an_equation_opens_its_card",
        "desktop/ui/card_rows.py",
        "inside = place - QPointF(_BOX, _BOX)",
        "inside = place + QPointF(1000, 1000)",
    ),
    Feature(
        "International Futures",
        "From words to equation to source: every headline is two clicks from its source",
        "tests/views/explain/test_evidence_panel.py::"
        "test_that_every_headline_is_two_clicks_from_its_source[True]",
        "desktop/views/explain/evidence_card.py",
        'self._add_sources(look.text("evidence.origin"), grounds.own, grounds.series)',
        "pass",
    ),
    Feature(
        "Fiscal Ship",
        "Goals are declared by the teams, before",
        "tests/views/conduct/test_teams_panel.py::"
        "test_that_goals_are_declared_and_tell_where_they_stand",
        "desktop/views/conduct/goal_list.py",
        "button.clicked.connect(lambda: self._play.enter(GoalDeclared(goal.id)))",
        "pass",
    ),
    Feature(
        "Fiscal Ship",
        "Declared goals are always on the room's screen",
        "tests/views/room/test_room_window.py::"
        "test_that_hardly_any_of_ten_is_half_a_dot_and_one_of_ten_a_whole_one",
        "desktop/views/room/side_column.py",
        "self.goals = GoalsCard(self._look, self._parent, parts.goals)",
        "pass",
    ),
    Feature(
        "Fiscal Ship",
        "Goals are declared first and scored by where the median stood",
        "tests/document/play/test_outcomes.py::"
        "test_that_a_goal_stands_where_the_median_stood_in_its_month",
        "desktop/document/play/goal_standing.py",
        "shown.values[MEDIAN_ROW][month.minus(played.first) + 1]",
        "shown.values[MEDIAN_ROW][month.minus(played.first)]",
    ),
    Feature(
        "1",
        "The same members serve every policy, so the fan moves and does not jitter",
        "tests/engine/ensemble/test_draws.py::test_that_a_choice_draws_the_same_members_again",
        "desktop/engine/ensemble/sampling.py",
        "    return np.random.Generator(np.random.PCG64([seed, *words]))",
        "    return np.random.default_rng()",
    ),
    Feature(
        "1",
        "Bands of all curves on show follow every step of a drag",
        "tests/session/test_projector.py::"
        "test_that_shown_indicators_follow_every_step_of_a_drag_and_others_in_turn",
        "desktop/session/projector.py",
        "indicators=None if compared is None else (*compared, *following),",
        "indicators=compared,",
    ),
    Feature(
        "2",
        "The default baseline, ours and the policy are three lines",
        "tests/session/test_projector.py::"
        "test_that_a_scenario_opened_under_other_assumptions_has_all_three_lines",
        "desktop/session/runner.py",
        "usual = self._usual(over, kind)",
        "usual = None",
    ),
    Feature(
        "1",
        "Charts turn into differences from a pin, member by member with a band of their own",
        "tests/session/test_difference_runs.py::"
        "test_that_the_desk_is_held_against_a_pin_member_by_member",
        "desktop/engine/results/compare.py",
        "np.subtract(projection.of(one), self.run.of(one), out=work)",
        "np.subtract(np.sort(projection.of(one)), np.sort(self.run.of(one)), out=work)",
    ),
    Feature(
        "2",
        "Belief and action are told apart between three lines",
        "tests/charts/test_shares.py::test_that_belief_and_action_add_up_to_the_distance",
        "desktop/charts/shares.py",
        "        return self.ours - self.usual",
        "        return self.policy - self.usual",
    ),
    Feature(
        "3",
        "A conclusion holds only if its sign does under every rival set",
        "tests/analysis/test_survival.py::"
        "test_that_a_change_whose_sign_hangs_on_a_conflict_does_not_hold",
        "desktop/analysis/survival.py",
        "in ({1}, {-1})",
        "!= {0}",
    ),
    Feature(
        "3",
        "Rival sets show both sides of a conflict with their sources",
        "tests/views/assumptions/test_assumption_panel.py::"
        "test_that_each_conflict_shows_both_sentences_their_sources_and_sizes",
        "desktop/views/assumptions/rows.py",
        "sources = [model.sources[name] for name in position.sources]",
        "sources = [model.sources[name] for name in position.sources[1:]]",
    ),
    Feature(
        "4",
        "A joint lever goes to the offer nearer to the status quo",
        "tests/domain/exercise/test_costs.py::"
        "test_that_a_joint_lever_goes_to_the_offer_nearer_to_the_status_quo",
        "desktop/domain/exercise/costs.py",
        "    return min(max(lever.default, low), high)",
        "    return (low + high) / 2",
    ),
    Feature(
        "4",
        "Levers are Washington's, Mexico City's or joint",
        "tests/views/levers/test_lever_panel.py::"
        "test_that_levers_are_grouped_by_theme_or_by_holder",
        "desktop/views/levers/lever_panel.py",
        "return group.kind in (row.lever.family, row.lever.holder)",
        "return group.kind is row.lever.family",
    ),
    Feature(
        "4",
        "A move alone shows the reply it is likely to provoke",
        "tests/domain/test_reply.py::test_that_a_reply_is_meant_for_any_move_its_way",
        "desktop/domain/reply.py",
        "        move = (value - default) * self.direction",
        "        move = default - value",
    ),
    Feature(
        "5",
        "Calls are scored, direction and amount apart",
        "tests/domain/test_prediction.py::test_that_a_score_keeps_direction_and_amount_apart",
        "desktop/domain/prediction.py",
        "error=None if call.amount is None else abs(call.amount - outcome),",
        "error=None if call.amount is None else abs(call.amount),",
    ),
    Feature(
        "5",
        "What is about to happen stays hidden until it is revealed",
        "tests/session/room/test_hold.py::"
        "test_that_a_room_sees_who_has_called_and_nothing_of_what_until_it_is_revealed",
        "desktop/session/room/room_show.py",
        "            prediction=result,",
        "            prediction=result or self.calls.asked,",
    ),
    Feature(
        "5",
        "Calls are in the report, each with what came",
        "tests/reports/after_action/test_report.py::"
        "test_that_each_call_stands_in_the_report_as_it_was_made",
        "desktop/reports/after_action/modelled.py",
        "rows = tuple(self._call(call) for call in one.predictions)",
        "rows = tuple(self._call(call) for call in one.predictions[1:])",
    ),
    Feature(
        "6",
        "An inject's shock strikes the model",
        "tests/domain/exercise/test_line.py::"
        "test_that_planned_shocks_come_and_those_held_ready_do_not",
        "desktop/domain/exercise/line.py",
        "if inject.shock is not None and inject.at is not None:",
        "if inject.shock is not None and inject.at is None:",
    ),
    Feature(
        "6",
        "A curve suggests an inject, and releases none",
        "tests/views/conduct/test_bars.py::"
        "test_that_a_suggestion_is_shown_or_dismissed_and_never_released_by_itself",
        "desktop/session/play/suggestions.py",
        "        return value >= trigger.at_least",
        "        return value < trigger.at_least",
    ),
    Feature(
        "7",
        "Wedges add up in every month, with the interaction told apart",
        "tests/analysis/test_wedges.py::"
        "test_that_wedges_add_up_to_the_distance_drawn_in_every_month",
        "desktop/analysis/wedges.py",
        "tuple(event for event in whole.events if event in placed),",
        "whole.events,",
    ),
    Feature(
        "7",
        "A wedge is the mean over all orders of coming in",
        "tests/analysis/test_parts.py::test_that_a_part_is_the_mean_over_all_orders_of_coming_in",
        "desktop/analysis/parts.py",
        "share = 1.0 / (count * math.comb(count - 1, len(some)))",
        "share = 1.0 / 2 ** (count - 1)",
    ),
    Feature(
        "7",
        "All of it works offline: a socket towards a network is noticed",
        "tests/test_selftest.py::"
        "test_that_a_socket_towards_a_network_is_noticed_even_when_it_was_closed",
        "desktop/selftest.py",
        'raise FoundWrongError(reason="reason.socket", sockets=", ".join(found))',
        "pass",
    ),
    Feature(
        "8",
        "Each chart is a sentence that follows headline, cross-hair and language",
        "tests/charts/test_accessible.py::"
        "test_that_the_sentence_follows_headline_cross_hair_and_language",
        "desktop/charts/accessible.py",
        "return chart.spoken_name()",
        "return chart.spoken_description()",
    ),
    Feature(
        "9",
        "The room speaks another language than the desk",
        "tests/views/window/presenting/test_presenter.py::"
        "test_that_languages_and_theme_of_the_room_are_its_own_and_kept",
        "desktop/views/window/presenting/room_wear.py",
        "        self._preferences.languages = choices[place]",
        "        self._preferences.languages = choices[0]",
    ),
    Feature(
        "9",
        "The language changes at any moment, also in the middle of a drag",
        "tests/views/levers/test_lever_drag.py::"
        "test_that_a_language_and_a_theme_switch_leave_the_drag_alone",
        "desktop/views/levers/lever_panel.py",
        "            row.set_language(language)\n",
        "            row.set_language(self._language) if not row.slider.dragging else None\n",
    ),
)


def table() -> str:
    """Return the features as a table in Markdown, each with its test and its mutant."""
    lines = ["| from | feature | test | mutant |", "|---|---|---|---|"]
    for one in FEATURES:
        path, _, name = one.test.partition("::")
        lines.append(f"| {one.source} | {one.what} | `{name}` in {path} | {one.module} |")
    return "\n".join(lines) + "\n"
