"""The child side: runs one suite on one submission and says what it found, never whether it passed."""
