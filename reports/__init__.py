"""Questions: one function a question, for the screen, the documents and the command line alike."""
