"""The cast of the studio: Dana designs, Omar owns services, Cara only works on cases."""

from trellis.channels.studio.tests.conftest import anyborough, cara, dana, designer, draft, omar, sign_in

__all__ = ["anyborough", "cara", "dana", "designer", "draft", "omar", "sign_in"]
