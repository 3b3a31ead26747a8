package dev.aistreaming.applications.worker;

/** What to do with a customer's mail. */
record Triage(String department, boolean urgent) {}
