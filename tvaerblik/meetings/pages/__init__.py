"""What the pages of meetings show and offer to one person; the templates draw it."""
