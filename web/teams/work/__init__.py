"""What is to be done, by whom and by when: tasks, visits, my day, the team board."""
