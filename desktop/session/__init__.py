"""What lives as long as the program and outlives its windows."""
