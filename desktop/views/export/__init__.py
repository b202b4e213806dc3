"""Taking what the desk shows out of it: pictures, tables, paper, the clipboard."""
