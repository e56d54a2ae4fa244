"""The system's lock, and the guards that count for Python code."""
