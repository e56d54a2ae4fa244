"""Names for the points of the canonical mesh. "left" and "right" are the puppet's own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EyePoints:
    """The points around one eye; each row runs from the outer to the inner corner."""

    outer_corner: int
    inner_corner: int
    upper_lid: list[int]
    lower_lid: list[int]
    fold: list[int]
    """The skin fold above the upper lid."""
    below: list[int]
    """The row below the lower lid."""

    @property
    def lids(self) -> list[int]:
        return self.upper_lid + self.lower_lid

    @property
    def rim(self) -> list[int]:
        return [*self.lids, self.outer_corner, self.inner_corner]


RIGHT_EYE = EyePoints(
    outer_corner=33,
    inner_corner=133,
    upper_lid=[246, 161, 160, 159, 158, 157, 173],
    lower_lid=[7, 163, 144, 145, 153, 154, 155],
    fold=[247, 30, 29, 27, 28, 56, 190],
    below=[25, 110, 24, 23, 22, 26, 112],
)
LEFT_EYE = EyePoints(
    outer_corner=263,
    inner_corner=362,
    upper_lid=[466, 388, 387, 386, 385, 384, 398],
    lower_lid=[249, 390, 373, 374, 380, 381, 382],
    fold=[467, 260, 259, 257, 258, 286, 414],
    below=[255, 339, 254, 253, 252, 256, 341],
)
EYES = (RIGHT_EYE, LEFT_EYE)

# Upper and lower edge of each brow, outer to inner end.
RIGHT_BROW = ([70, 63, 105, 66, 107], [46, 53, 52, 65, 55])
LEFT_BROW = ([300, 293, 334, 296, 336], [276, 283, 282, 295, 285])
BROWS = (RIGHT_BROW, LEFT_BROW)

# Closed rings from the right corner over the upper lip to the left corner and back over the lower lip.
LIPS_OUTSIDE = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146]
LIPS_INSIDE = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95]
MOUTH_CORNERS = [78, 62, 76, 61, 308, 292, 306, 291]
RIGHT_MOUTH_CORNER, LEFT_MOUTH_CORNER = 61, 291

# Rows of nine points, right to left, from the opening outwards.
UPPER_LIP_ROWS = [
    LIPS_INSIDE[1:10],
    [183, 42, 41, 38, 12, 268, 271, 272, 407],
    [184, 74, 73, 72, 11, 302, 303, 304, 408],
    LIPS_OUTSIDE[1:10],
]
LOWER_LIP_ROWS = [
    LIPS_INSIDE[:10:-1],
    [96, 89, 179, 86, 15, 316, 403, 319, 325],
    [77, 90, 180, 85, 16, 315, 404, 320, 307],
    LIPS_OUTSIDE[:10:-1],
]

# The edge of the face from ear to ear, under the chin.
JAW_LINE = [234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152]
JAW_LINE += [377, 400, 378, 379, 365, 397, 288, 361, 323, 454]
