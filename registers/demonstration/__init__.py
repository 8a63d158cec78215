"""Demonstration content: people who can be tried out, and the fictional register."""
