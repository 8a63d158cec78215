"""What people type, checked and turned into the words of the actions.

A form keeps what was typed to the letter: it strips nothing, and cuts nothing off.
"""
