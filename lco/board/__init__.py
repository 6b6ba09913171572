"""What a board needs: runs that publish its figures, and the open book that explains them."""
