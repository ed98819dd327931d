"""What plays the waste works in a demo and in tests: it keeps a book of jobs, and misbehaves when it is told to."""

from trellis.components.connectors.waste.sandbox.works import Works

SANDBOX = Works
