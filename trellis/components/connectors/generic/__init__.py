"""Any system that speaks JSON over HTTP: a council says in its connection's file how it is asked, without code."""
