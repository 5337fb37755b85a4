"""Engine tests without a screen, screen tests without a network, terminal tests in a pty."""
