"""What plays the highways system: an Open311 server that misbehaves when it is told to."""

from trellis.components.connectors.highways.sandbox.roads import Roads

SANDBOX = Roads
