"""What is said: in words for people, in lines for programs."""
