"""What a "face scan" measures: blink, mouth and head-turn prompts, on this computer alone.

The whole program is one loop, the same for a camera, a file and the puppet::

    for frame in frames:
        landmarks = landmarker.detect(frame)                  # None: no face is a fact, not an error
        measures = measure(landmarks)                         # None: nothing to measure
        state = session.update(frame.timestamp_s, measures)   # what is asked, seen and decided
        window.show(stage.draw(frame, landmarks, measures, state))

Read ``measures.py`` for how a blink is measured, then ``gestures.py`` for how a
measurement becomes an event, then ``session.py`` for what is asked and why a try ends.
"""

__version__ = "0.1.0"
