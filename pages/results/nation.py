"""The province among all provinces, by what the national portal itself says of the score; and its answers loaded."""

from views.screen.results import nation, nation_loading

found = nation.asked()
nation.show(found)
nation_loading.upload()
nation_loading.loaded()
