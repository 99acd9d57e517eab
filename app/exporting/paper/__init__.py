"""Pages for print: the canvas as a poster, conversations as a storyboard."""
