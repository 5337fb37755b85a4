"""What stands on a screen: panes of lines, header, message and hints."""
