"""Pages of an earlier site as drafts: HTML or Word in, Markdown and a report out. Nothing is guessed in silence."""
