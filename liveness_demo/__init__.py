"""What a "face scan" measures: blink, mouth and head-turn prompts, on this computer alone.

The whole program is one loop, the same for a camera, a file and the puppet::

    for frame in frames:
        landmarks = landmarker.detect(frame)                  # None: no face is a fact, not an error
        measures = measure(landmarks)                         # None: nothing to measure
        rigid = landmarks and landmarks.rigid_px()            # 33 points, to tell a flat picture
        state = session.update(frame.timestamp_s, measures, rigid)  # what is asked, seen and decided
        window.show(stage.draw(Moment(frame, landmarks, measures, state, ledger)))

Read ``face/measures.py`` for how a blink is measured, then ``gestures/blink.py`` for how a
measurement becomes an event, then ``session/session.py`` for what is asked and why a try ends.
"""

from .systems.environment import prepare

prepare()

__version__ = "0.1.0"
