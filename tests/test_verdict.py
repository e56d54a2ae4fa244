"""The verdict: what is remembered of a session, of whom pictures are kept, and when they are gone."""

import re
import weakref
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from faces import near_neutral
from test_view import ATTEMPT, DARK, ENDING, ENGLISH, OVER, RESULT, greens, moment, stage

from liveness_demo.choices import LANGUAGES, Gesture, Instrument
from liveness_demo.gestures.judging import Challenge, Gauge
from liveness_demo.loop.chosen import ChosenAttack, ChosenCamera, ChosenFile, ChosenPuppet, parse_source
from liveness_demo.loop.counts import GestureCount, Tally, TrickCount, Tricks
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.shown import Ending, Paused, Screen, Start
from liveness_demo.loop.wishes import Command, Number, Wish
from liveness_demo.messages import Message
from liveness_demo.privacy.state import Enforcement, State
from liveness_demo.session.attempt import AttemptResult, Result, Step
from liveness_demo.session.state import Phase, SessionState
from liveness_demo.sources.frame import Frame
from liveness_demo.view.canvas.canvas import Canvas, Image
from liveness_demo.view.keys import row_of, works_on
from liveness_demo.view.memory.album import MOST, SIDE_PX
from liveness_demo.view.memory.history import SAMPLES_A_TRY, SHOWN_TRIES, History, Thinned
from liveness_demo.view.memory.record import Record
from liveness_demo.view.memory.traces import Traces
from liveness_demo.view.outlets.in_window import WindowView
from liveness_demo.view.outlets.no_window import NoWindow
from liveness_demo.view.outlets.window import KEYS
from liveness_demo.view.screens.cards import LINE, TRICK
from liveness_demo.view.screens.stage import Stage
from liveness_demo.view.screens.tricks import draw_stamp
from liveness_demo.view.screens.verdict import KEYS as VERDICT_KEYS
from liveness_demo.view.screens.verdict import LAST_S, _sentence, _why
from liveness_demo.view.words.texts import all_texts

START = Start(RunOptions(ChosenPuppet()), State(Enforcement.UNPROTECTED), Tally())
ORDER = (Challenge(Gesture.MOUTH), Challenge(Gesture.BLINK))
MOUTH = replace(
    ATTEMPT, attempt=1, order=ORDER, steps=(Step.NOW, Step.TO_COME), gauge=Gauge(0.3, 0.45, above=True),
    prompt=Message("do_mouth", asked=0.7), seen=near_neutral(mouth_gap=0.3),
)  # fmt: skip
FAILED = replace(
    RESULT, number=1, result=Result.TIMED_OUT, reason=Message("mouth_unmet", 0.3, 0.45), order=ORDER,
    steps=(Step.NOW, Step.TO_COME), done=0, asked=2,
)  # fmt: skip


def ended(result: AttemptResult, phase: Phase = Phase.DONE) -> SessionState:
    return replace(OVER, phase=phase, attempt=result.number, result=result, news=(result,))


def followed(states: Sequence[tuple[float, SessionState]]) -> History:
    traces, history = Traces(), History()
    for time_s, state in states:
        traces.update(time_s, state)
        history.update(state, traces)
    return history


@pytest.mark.parametrize("passed", [1, 7, 8, 9, 100, 1000])
def test_of_what_passes_by_some_is_kept_evenly(passed: int) -> None:
    kept = Thinned[int](8)
    made = []
    for number in range(passed):
        kept.add(lambda number=number: made.append(number) or number)  # type: ignore[misc, func-returns-value]
    assert min(passed, 4) <= len(kept.items) <= 8
    assert kept.items[0] == 0
    assert len({b - a for a, b in zip(kept.items, kept.items[1:], strict=False)}) <= 1, "even steps"
    assert passed - kept.items[-1] <= passed / 4 + 1, "to the end"
    assert len(made) <= 8 + 4 * 8, "what is not kept is not made"


def test_a_whole_session_is_followed_and_a_dropped_try_leaves_nothing() -> None:
    long_s = 3 * SAMPLES_A_TRY
    states = [(float(t), replace(MOUTH, attempt=1)) for t in range(long_s)]
    states.append((long_s, ended(FAILED, Phase.BETWEEN)))
    states.append((long_s + 1.0, replace(MOUTH, phase=Phase.READY, attempt=2)))
    states.append((long_s + 2.0, replace(MOUTH, attempt=2)))
    states.append((long_s + 3.0, replace(MOUTH, phase=Phase.READY, attempt=2)))
    states += [(long_s + 4.0 + t, replace(MOUTH, attempt=2)) for t in range(3)]
    first, second = followed(states).tries
    assert (first.number, second.number) == (1, 2)
    assert first.gestures == (Gesture.MOUTH, Gesture.BLINK)
    assert SAMPLES_A_TRY / 2 <= len(first.samples) <= SAMPLES_A_TRY
    assert [mark.met for mark in first.marks] == [False]
    assert first.length_s == long_s
    assert second.began_s == long_s + 4.0, "what was dropped is not in it"


def test_a_session_that_begins_anew_leaves_none_of_its_tries() -> None:
    states = []
    for time_s, number in enumerate((1, 2, 3, 1)):
        states.append((10.0 * time_s, replace(MOUTH, phase=Phase.READY, attempt=number)))
        states.append((10.0 * time_s + 5, replace(MOUTH, attempt=number)))
    assert [each.number for each in followed(states[:-2]).tries] == [1, 2, 3]
    assert followed(states[:-1]).tries == deque(), "nor if it ends before the first try"
    assert [(each.number, each.began_s) for each in followed(states).tries] == [(1, 35.0)]


def test_no_more_than_the_last_tries_are_kept() -> None:
    states = []
    for number in range(1, 8):
        states += [(10.0 * number, replace(MOUTH, attempt=number))]
        states += [(10.0 * number + 5, replace(MOUTH, phase=Phase.READY, attempt=number + 1))]
    assert [each.number for each in followed(states).tries] == [7 - SHOWN_TRIES + k + 1 for k in range(4)]


def test_who_stops_was_not_seen_to_do_too_little() -> None:
    stopped = replace(FAILED, result=Result.ENDED, reason=Message("visitor_ended"))
    assert followed([(0.0, MOUTH), (1.0, ended(stopped))]).tries[0].marks == []
    assert len(followed([(0.0, MOUTH), (1.0, ended(FAILED))]).tries[0].marks) == 1


def test_the_end_comes_without_a_picture_and_is_marked() -> None:
    drawn = stage()
    drawn.draw(moment(MOUTH))
    drawn.report(ended(replace(FAILED, result=Result.PASSED, reason=Message("passed"))))
    [tried] = drawn._record.history.tries
    assert [mark.met for mark in tried.marks] == [True]


def test_what_was_left_out_last_is_not_marked_as_done() -> None:
    passed = replace(FAILED, result=Result.PASSED, reason=Message("passed"), steps=(Step.DONE, Step.SKIPPED))
    assert followed([(0.0, MOUTH), (1.0, ended(passed))]).tries[0].marks == []


def shown_to(source: RunOptions, pictures: int = 3, **choices: object) -> tuple[Stage, list[object]]:
    """A stage that was shown a session, green from edge to edge; and its pictures, as weak references."""
    drawn = stage(**choices)
    drawn.begin(source)
    left: list[object] = []
    shown = moment(MOUTH)
    for index in range(pictures):
        image = np.full((480, 640, 3), (7, 255, 7), np.uint8)
        ledger = replace(shown.ledger, frames_seen=index + 1)
        seen = replace(shown, frame=Frame(image, index / 30), ledger=ledger)
        drawn.follow(seen)
        left.append(weakref.ref(image))
        del image, seen
    return drawn, left


CAMERA, FILM = RunOptions(ChosenCamera()), RunOptions(parse_source("film.mp4"))


@pytest.mark.parametrize("options", [CAMERA, FILM], ids=["camera", "film"])
def test_no_pixel_of_a_visitors_picture_is_on_the_verdict_or_in_memory(options: RunOptions) -> None:
    drawn, left = shown_to(options)
    assert isinstance(options.source, ChosenCamera | ChosenFile)
    assert greens(drawn.draw(ENDING)) == 0
    assert [image() for image in left] == [None] * 3  # type: ignore[operator]
    headshots = drawn._record.album.headshots
    assert [each.number for each in headshots] == [1, 2, 3]
    assert all(each.picture is None for each in headshots)


@pytest.mark.parametrize("source", [ChosenPuppet(), ChosenAttack(Instrument.PHOTO)], ids=["puppet", "trick"])
def test_the_puppets_pictures_are_shown_small_and_go_with_the_screen(source: ChosenPuppet) -> None:
    drawn, left = shown_to(RunOptions(source))
    assert greens(drawn.draw(ENDING)) > 1000
    assert [image() for image in left] == [None] * 3, "copies are kept, not the pictures"  # type: ignore[operator]
    small = [each.picture for each in drawn._record.album.headshots]
    assert {picture.shape for picture in small if picture is not None} == {(SIDE_PX, SIDE_PX, 3)}
    alive = [weakref.ref(picture) for picture in small if picture is not None]
    del small
    drawn.draw(START)
    assert [picture() for picture in alive] == [None] * 3
    assert greens(drawn.draw(ENDING)) == 0


def test_of_a_hidden_face_no_pixel_is_shown_at_the_verdict_not_even_the_puppets() -> None:
    drawn, _ = shown_to(RunOptions(ChosenPuppet()), hide_face=True)
    assert greens(drawn.draw(ENDING)) == 0


def test_a_visitor_after_the_puppet_finds_none_of_its_pictures_and_keeps_none() -> None:
    drawn, _ = shown_to(RunOptions(ChosenPuppet()))
    drawn.begin(CAMERA)
    drawn.draw(moment(MOUTH))
    assert greens(drawn.draw(ENDING)) == 0
    assert [each.picture for each in drawn._record.album.headshots] == [None]


def test_an_explanation_at_the_verdict_leaves_what_it_shows_as_it_is() -> None:
    drawn, _ = shown_to(CAMERA)
    before = drawn.draw(ENDING)
    drawn.begin(RunOptions(ChosenPuppet()))
    drawn.draw(moment(replace(ATTEMPT, phase=Phase.HELD)))
    assert np.array_equal(drawn.draw(ENDING), before)


def test_as_many_headshots_as_the_leaked_files_held() -> None:
    drawn, _ = shown_to(RunOptions(ChosenPuppet()), pictures=MOST + 30)
    assert MOST / 2 <= len(drawn._record.album.headshots) <= MOST
    drawn.draw(ENDING)
    assert drawn.misfits == set()


def test_without_a_face_there_is_no_headshot() -> None:
    drawn = stage()
    drawn.draw(moment(MOUTH, found=False))
    assert drawn._record.album.headshots == []


def sentence(ending: Ending, puppet: bool = False, language: str = "en") -> str:
    return _sentence(ending, Record(puppet), all_texts()[language])


def test_one_sentence_says_what_was_seen_and_not_who_it_was() -> None:
    assert sentence(ENDING) == "It saw 3 movements. It does not know who you are."
    assert sentence(replace(ENDING, result=replace(RESULT, done=1))).startswith("It saw 1 movement.")
    assert sentence(ENDING, puppet=True) == "It passed. Nobody was there."
    assert sentence(replace(ENDING, result=FAILED)).endswith("That says nothing about you.")
    assert sentence(replace(ENDING, attack=Instrument.PHOTO)) == ENGLISH["trick_name_photo"]
    made = replace(ENDING, attack=Instrument.PUPPETEER)
    assert sentence(made) == ENGLISH["verdict_puppeteer_passed"]
    assert sentence(replace(made, result=FAILED)) == ENGLISH["trick_name_puppeteer"]
    for key, said in (("visitor_ended", "Stopped. That is fine."), ("source_ended", "The film stopped")):
        stopped = replace(FAILED, result=Result.ENDED, reason=Message(key))
        for puppet in (True, False):
            assert sentence(replace(ENDING, result=stopped), puppet).startswith(said)


@pytest.mark.parametrize("attack", [None, Instrument.PHOTO])
def test_the_verdict_names_what_was_skipped(attack: Instrument | None) -> None:
    def why(result: AttemptResult) -> str:
        ending = replace(ENDING, result=result, attack=attack)
        return " ".join(paragraph.text for paragraph in _why(Canvas((1280, 720), DARK), ending, texts))

    texts = all_texts()["en"]
    for result in (RESULT, FAILED):
        _, *others = result.steps
        assert "Skipped" not in why(result)
        assert f"Skipped: {ENGLISH[result.order[0].gesture.value]}." in why(
            replace(result, steps=(Step.SKIPPED, *others))
        )
    every = replace(RESULT, steps=(Step.SKIPPED,) * 3)
    assert "Skipped: Turn, Blink, Mouth." in texts.say_result(every), "and so does the terminal"
    nothing = replace(every, result=Result.SKIPPED, reason=Message("skipped"))
    assert "Skipped" not in why(nothing), "it says so already"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (720, 1280)], ids=str)
def test_a_full_verdict_fits(language: str, size: tuple[int, int]) -> None:
    drawn = stage(language, size)
    drawn.begin(CAMERA)
    every = replace(MOUTH, order=tuple(Challenge(gesture) for gesture in Gesture))
    for number in range(1, 5):
        for phase in (Phase.READY, Phase.ATTEMPT):
            drawn.follow(moment(replace(every, phase=phase, attempt=number)))
    for attack in (None, Instrument.LOOPED_REPLAY):
        last = replace(FAILED, reason=Message("blink_long_unmet"))
        counts = tuple(TrickCount(each, 99, index % 2, last) for index, each in enumerate(Instrument))
        skipped = (Step.NOW, *(Step.SKIPPED for _ in list(Gesture)[1:]))
        result = replace(FAILED, started_anyway=True, order=every.order, steps=skipped)
        full = replace(
            ENDING, result=result, attack=attack, tricks=Tricks(counts), next_trick=attack, time_left_s=LAST_S
        )
        drawn.draw(full)
        assert drawn.misfits == set(), attack
        assert works_on(full) & {*VERDICT_KEYS} == {wish for _, wish in drawn.targets} - {Command.PAUSE}


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_wide_screen_the_keys_of_the_verdict_stand_in_one_row(language: str) -> None:
    drawn = stage(language)
    drawn.draw(replace(ENDING, next_trick=Instrument.PHOTO))
    assert len({box.y for box, wish in drawn.targets if wish in VERDICT_KEYS}) == 1
    drawn.size = (720, 1280)
    drawn.draw(replace(ENDING, next_trick=Instrument.PHOTO))
    assert {wish for _, wish in drawn.targets} == {*VERDICT_KEYS}


def test_in_its_last_seconds_the_verdict_says_that_it_leaves_and_what_keeps_it() -> None:
    drawn, stays = stage(), ENDING
    still = drawn.draw(stays)
    assert np.array_equal(drawn.draw(replace(stays, time_left_s=LAST_S + 1)), still), "nobody is hurried"
    last = drawn.draw(replace(stays, time_left_s=LAST_S))
    assert not np.array_equal(last, still)
    assert np.array_equal(drawn.draw(replace(stays, time_left_s=LAST_S - 0.9)), last), "whole seconds"
    assert Command.PAUSE in {wish for _, wish in drawn.targets}
    for language in LANGUAGES:
        words = all_texts()[language].get("verdict_leaves", seconds=12.0)
        assert "12" in words
        assert row_of(Command.PAUSE).name in re.findall(r"\b[a-z]\b", words, re.ASCII)


def test_details_at_the_verdict_are_its_sources_and_close_with_it() -> None:
    drawn = stage()
    verdict = drawn.draw(ENDING)
    drawn.turn_details()
    sources = drawn.draw(ENDING)
    assert not np.array_equal(sources, verdict)
    assert not drawn.choices.details
    drawn.draw(START)
    assert np.array_equal(drawn.draw(ENDING), verdict)
    drawn.draw(moment())
    drawn.turn_details()
    assert drawn.choices.details
    verdict = drawn.draw(ENDING)
    drawn.turn_details()
    assert not np.array_equal(drawn.draw(ENDING), verdict)


def test_a_key_is_listed_only_where_it_does_something() -> None:
    session = {Command.DETAILS, Command.SKIP, Command.PAUSE, Command.MIRROR}
    assert session | {Command.FACE} <= works_on(moment())
    at_end = works_on(ENDING)
    assert {Command.DETAILS, Command.NEXT, Command.EXPLAIN, Command.TALLY} <= at_end
    assert not at_end & {Command.FACE, Command.SKIP, Command.PAUSE, Command.TRICK, Command.START}
    assert Command.NEXT not in works_on(replace(ENDING, can_go_on=False))
    assert Command.TRICK in works_on(replace(ENDING, next_trick=Instrument.PHOTO))
    assert Command.EXPLAIN not in works_on(Paused(camera=True))
    assert works_on(moment()) - works_on(moment(), tricks=False) == {Command.TRICK}
    assert Command.START in works_on(START)
    assert Command.START not in works_on(replace(START, options=CAMERA))


@pytest.mark.parametrize(
    "source", ["puppet:driver=film.mp4", "puppet:driver=camera", "puppet", "camera", "film.mp4"]
)
def test_a_next_trick_is_offered_where_there_is_one(source: str) -> None:
    drawn = stage()
    drawn.begin(RunOptions(parse_source(source)))
    drawn.deck.turn_to(TRICK)
    offered = []
    for shown in (replace(ATTEMPT, phase=Phase.HELD), ATTEMPT):
        drawn.draw(moment(shown))
        offered.append(Command.TRICK in {wish for _, wish in drawn.targets})
        drawn.choices = replace(drawn.choices, help=True)
    assert offered == [("driver=" not in source)] * 2, "the card, and the list of keys"


def test_the_table_of_tricks_fills_as_they_are_tried() -> None:
    drawn, warns, goods = stage(), [], []
    for tried, passed in ((0, 0), (1, 0), (1, 1)):
        counts = (TrickCount(Instrument.PHOTO, tried, passed, FAILED),) if tried else ()
        stopped = replace(FAILED, result=Result.FACE_LOST, reason=Message("face_lost"))
        screen = drawn.draw(replace(ENDING, result=stopped, attack=Instrument.PHOTO, tricks=Tricks(counts)))
        table = screen[240:650]
        warns.append(int((table == DARK.warn).all(axis=2).sum()))
        goods.append(int((table == DARK.good).all(axis=2).sum()))
    assert warns[0] == warns[2] == goods[0] == goods[1] == 0
    assert warns[1] > 500, "a cross, and the rule"
    assert goods[2] > 500, "a tick, and how many"


def test_the_stamp_is_slanted_and_as_large_as_its_place_allows() -> None:
    for index, language in enumerate(LANGUAGES):
        passed = index % 2 == 0
        color = DARK.good if passed else DARK.warn
        canvas = Canvas((1280, 720), DARK)
        place = canvas.box.right(460)[0].top(160)[0]
        draw_stamp(canvas, place, passed, all_texts()[language])
        inked = (np.abs(canvas.image.astype(int) - color) < 40).all(axis=2)
        rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
        assert len(columns) > 0.6 * place.width or len(rows) > 0.8 * place.height
        assert rows[0] > 0, "nothing is cut"
        assert rows[-1] < place.height - 1
        assert columns[0] > place.x
        assert columns[-1] < 1279
        top, bottom = (np.flatnonzero(inked[each]).mean() for each in (rows[3], rows[-4]))
        assert top > bottom + 20, "the right end is higher"


def test_before_a_trick_the_room_votes_and_a_visitor_is_told_what_to_do() -> None:
    ready = replace(ATTEMPT, phase=Phase.READY, prompt=Message("hold_still"))
    texts = all_texts()["en"]
    written: list[str] = []

    class Noting(dict[str, str]):
        def __getitem__(self, key: str) -> str:
            written.append(key)
            return super().__getitem__(key)

    for attack, said in ((Instrument.PHOTO, "trick_vote"), (None, "hold_still")):
        drawn = stage()
        drawn.choices = replace(drawn.choices, texts=replace(texts, words=Noting(texts.words)))
        written.clear()
        before = drawn.draw(replace(moment(ready), attack=attack))
        assert said in written
        greeting = replace(ready, prompt=Message("look_at_camera"))
        after = drawn.draw(replace(moment(greeting), attack=attack))
        assert np.array_equal(before, after) is (attack is not None), "a photo is not told what to do"
        drawn.draw(replace(moment(), attack=attack))
        assert ("trick_to" in written) is (attack is not None)


def test_digits_typed_while_the_count_is_open_are_the_classs_prediction() -> None:
    choices = stage().choices
    typed = []
    for digit in (1, 0, 7, 1, 5, 0, 0):
        choices = choices.with_prediction(digit, typed=True)
        typed.append(choices.prediction)
    assert typed == [1, 10, 7, 1, 5, 0, 0]
    drawn = stage(tally=True)
    for screen in (ENDING, START):
        drawn.draw(screen)
        assert drawn.overlay is Command.TALLY


@pytest.mark.parametrize("screen", [moment(), Paused(camera=True)], ids=["a session", "a pause"])
def test_the_count_opens_where_nothing_else_is_and_covers_no_verdict_to_come(screen: Screen) -> None:
    drawn = stage()
    WindowView(Visiting("t"), drawn).show(screen, 0.0)
    WindowView(Visiting("t"), drawn).show(screen, 0.0)
    drawn.draw(ENDING)
    assert drawn.overlay is None
    WindowView(Visiting("t"), drawn).show(ENDING, 0.0)
    drawn.draw(ENDING)
    assert drawn.overlay is Command.TALLY
    drawn.draw(moment())
    assert drawn.overlay is None, "a digit turns cards there"
    drawn.draw(ENDING)
    assert drawn.overlay is None, "a trick came between"


@pytest.mark.parametrize(
    "screen", [START, ENDING, moment(), Paused(camera=True)], ids=lambda each: type(each).__name__
)
def test_the_key_of_the_count_is_listed_everywhere_and_can_be_pressed_where_it_works(screen: Screen) -> None:
    written: list[str] = []

    class Noting(dict[str, str]):
        def __getitem__(self, key: str) -> str:
            written.append(key)
            return super().__getitem__(key)

    drawn = stage(help=True)
    texts = drawn.choices.texts
    drawn.choices = replace(drawn.choices, texts=replace(texts, words=Noting(texts.words)))
    drawn.draw(screen)
    works = isinstance(screen, Start | Ending)
    assert ("key_t" in written, "tally_elsewhere" in written) == (works, not works)
    assert (Command.TALLY in {wish for _, wish in drawn.targets}) is works
    drawn.choices = replace(drawn.choices, help=False)
    drawn.draw(screen)
    assert (Command.TALLY in {wish for _, wish in drawn.targets}) is works, "in the footer, too"


def test_the_count_shows_bars_and_the_prediction_from_five_visitors_on() -> None:
    counts = (GestureCount(Gesture.BLINK, 10, 5), GestureCount(Gesture.TURN, 5, 5))
    goods, accents = [], []
    for visitors, predicted in ((4, 7), (5, None), (5, 7)):
        drawn = stage(tally=True, prediction=predicted)
        screen = drawn.draw(replace(ENDING, tally=Tally(visitors, 10, 5, counts)))
        goods.append(int((screen == drawn.choices.theme.good).all(axis=2).sum()))
        accents.append(int((screen == drawn.choices.theme.accent).all(axis=2).sum()))
    assert goods[0] == 0, "nobody can be picked out"
    assert goods[1] > 20000
    assert accents[2] > accents[1] + 500


class Visiting(NoWindow):
    """A window in which somebody types a sign, or clicks at a place."""

    def __init__(self, sign: str = "", place: tuple[int, int] | None = None) -> None:
        super().__init__()
        self._sign, self._clicked = sign, place

    def show(self, picture: Image, wait_s: float = 0.0, keys: Mapping[int, Wish] = KEYS) -> Wish | None:
        return keys.get(ord(self._sign)) if self._sign else None


def test_a_digit_reaches_the_open_count_and_else_the_loop() -> None:
    for is_open, heard in ((True, Command.STAY), (False, Number(0))):
        drawn = stage(tally=is_open)
        assert WindowView(Visiting("0"), drawn).show(START, 0.0) == heard
        assert drawn.choices.prediction == (0 if is_open else None)


@pytest.mark.parametrize("number", [0, 3, 10])
def test_a_clicked_number_is_the_prediction_whatever_it_was(number: int) -> None:
    drawn = stage(tally=True, prediction=1)
    drawn.draw(START)
    [place] = [box.middle for box, wish in drawn.targets if wish == Number(number)]
    assert WindowView(Visiting(place=place), drawn).show(START, 0.0) is Command.STAY
    assert drawn.choices.prediction == number


@pytest.mark.parametrize("overlay", ["help", "tally"])
def test_under_the_keys_or_the_count_nothing_is_chosen(overlay: str) -> None:
    consent = replace(START, options=CAMERA)
    assert WindowView(Visiting("c"), stage()).show(consent, 0.0) is Command.CAMERA
    for sign, heard in (("c", None), ("p", Command.PAUSE), ("1", Command.STAY)):
        assert WindowView(Visiting(sign), stage(**{overlay: True})).show(consent, 0.0) is heard
    held = moment(replace(ATTEMPT, phase=Phase.HELD))
    for hidden in (False, True):
        drawn = stage(help=hidden)
        drawn.deck.turn_to(LINE)
        drawn.draw(held)
        assert (drawn.deck.place is None) is hidden, "a line is not to be dragged"


def test_a_click_on_a_note_does_nothing_that_lies_under_it() -> None:
    drawn = stage()
    drawn.layout_note = True
    drawn.draw(replace(START, options=CAMERA))
    assert drawn.wish_at(640, 360) is Command.STAY
