"""The words of papers that come back: PDF, Word, PowerPoint, Excel. Called in the parsing child only."""
