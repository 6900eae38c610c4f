api-docs-title = Galley API
api-docs-no-script = This page needs a script. Programs read the same here:
