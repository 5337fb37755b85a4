"""Text for panes and answers: lines, marks, words, and values made harmless."""
