"""How much room there is, and until when: from figures that are written down once a day."""
