"""The puppet: an artificial visitor, drawn from formulas, to show and to test the demo without a person."""
