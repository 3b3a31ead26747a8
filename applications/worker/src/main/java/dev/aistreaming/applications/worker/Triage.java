package dev.aistreaming.applications.worker;

/** What becomes of a customer's mail. */
record Triage(String department, boolean urgent) {}
