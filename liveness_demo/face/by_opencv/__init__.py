"""The face model read by OpenCV alone: what MediaPipe does round its networks in video mode, in few lines.

picture -> detector: where is a face? -> region -> mesh_network: 478 points -> the next picture's region
"""
