"""The screens, each drawn from finished values."""
