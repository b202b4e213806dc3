"""What follows from many runs: which conclusions survive other assumptions."""
