"""What is read out of learners' files and of the registry: for supervisors, auditors and boards."""
