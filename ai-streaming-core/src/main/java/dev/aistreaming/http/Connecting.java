package dev.aistreaming.http;

/**
 * What a new connection needs to know.
 *
 * @param loan the loan it belongs to
 * @param versions the client's HTTP version policy
 */
record Connecting(Loan loan, Object versions) {}
