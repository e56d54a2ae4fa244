"""How settings are looked at before anybody uses them."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Checked:
    """Settings that refuse, on construction, a number that cannot work."""

    def __post_init__(self) -> None:
        for entry in fields(self):
            value = getattr(self, entry.name)
            if isinstance(value, (int, float)) and not 0 <= value < float("inf"):
                raise ValueError(f"{entry.name} must be 0 or more and finite, not {value}")


def ordered(**values: float) -> None:
    """Refuse values that do not rise in the order given."""
    if list(values.values()) != sorted(values.values()):
        raise ValueError(f"these must rise in this order: {values}")
