from django.urls import include, path

from trellis.components.directory import pages
from trellis.components.directory.desk import contacts, councillors

PREFIX = ""
_CONTACTS = [
    path("", contacts.listed, name="desk-contacts"),
    path("new/", contacts.add, name="desk-contacts-new"),
    path("<int:number>/", contacts.change, name="desk-contacts-one"),
    path("<int:number>/show-at/", contacts.show_at, name="desk-contacts-show-at"),
    path("<int:number>/show-no-longer/", contacts.show_no_longer, name="desk-contacts-show-no-longer"),
    path("<int:number>/remove/", contacts.remove, name="desk-contacts-remove"),
]
_COUNCILLORS = [
    path("", councillors.listed, name="desk-councillors"),
    path("new/", councillors.add, name="desk-councillors-new"),
    path("<int:number>/", councillors.change, name="desk-councillors-one"),
    path("<int:number>/remove/", councillors.remove, name="desk-councillors-remove"),
]
urlpatterns = [
    path("<slug:organisation_key>/desk/contacts/", include(_CONTACTS)),
    path("<slug:organisation_key>/desk/councillors/", include(_COUNCILLORS)),
    path("<slug:organisation>/contacts/", pages.contacts, name="directory-contacts"),
    path("<slug:organisation>/councillors/", pages.wards, name="directory-wards"),
    path("<slug:organisation>/councillors/ward/<slug:ward>/", pages.ward, name="directory-ward"),
    path("<slug:organisation>/councillors/<slug:councillor>/", pages.councillor, name="directory-councillor"),
]
