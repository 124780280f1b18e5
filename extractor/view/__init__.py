"""What people look at: the review page with the pages' images, and the annotated PDF."""
