"""Rectangles, and how they are cut into others."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """The pixel in its middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def wide(self) -> bool:
        """Whether two things have room beside each other."""
        return self.width >= 1.2 * self.height

    def holds(self, x: float, y: float) -> bool:
        """Return whether a place is within."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height

    def inset(self, margin: int) -> "Box":
        """Return the box without a margin on all sides."""
        return Box(self.x + margin, self.y + margin, self.width - 2 * margin, self.height - 2 * margin)

    def top(self, height: int, gap: int = 0) -> tuple["Box", "Box"]:
        """Cut a strip of this height off the top; return it and the rest below a gap."""
        rest = self.height - height - gap
        return (
            Box(self.x, self.y, self.width, height),
            Box(self.x, self.y + height + gap, self.width, rest),
        )

    def bottom(self, height: int, gap: int = 0) -> tuple["Box", "Box"]:
        """Cut a strip of this height off the bottom; return it and the rest above a gap."""
        rest, cut = self.top(self.height - height - gap, gap)
        return cut, rest

    def right(self, width: int, gap: int = 0) -> tuple["Box", "Box"]:
        """Cut a strip of this width off the right; return it and the rest."""
        rest, cut = self.left(self.width - width - gap, gap)
        return cut, rest

    def left(self, width: int, gap: int = 0) -> tuple["Box", "Box"]:
        """Cut a strip of this width off the left; return it and the rest beyond a gap."""
        rest = self.width - width - gap
        return (
            Box(self.x, self.y, width, self.height),
            Box(self.x + width + gap, self.y, rest, self.height),
        )

    def columns(self, count: int, gap: int) -> list["Box"]:
        """Return equal columns."""
        width = (self.width - gap * (count - 1)) // count
        return [Box(self.x + index * (width + gap), self.y, width, self.height) for index in range(count)]
