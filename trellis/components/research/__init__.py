"""Research: a draft is tried by people who do not know it, and what is seen becomes evidence or something to change."""
