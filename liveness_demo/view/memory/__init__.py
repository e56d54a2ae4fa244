"""What the screens remember of a session: measured values and drawings, never a visitor's picture."""
