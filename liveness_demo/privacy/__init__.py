"""What the program may not do, enforced by the system where that is possible. Start at lockdown.py."""
