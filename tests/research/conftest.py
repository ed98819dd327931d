"""The cast of the studio: Dana designs, Omar owns services, Cara only works on cases."""

from trellis.channels.studio.tests.conftest import anyborough, cara, dana, designer, draft, omar, sign_in
from trellis.channels.web.tests.conftest import nothing_remembered

__all__ = ["anyborough", "cara", "dana", "designer", "draft", "nothing_remembered", "omar", "sign_in"]
