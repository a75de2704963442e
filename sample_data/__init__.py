"""Two provinces to look at: a real month of Phú Thọ, and Nghệ An with invented counts."""
