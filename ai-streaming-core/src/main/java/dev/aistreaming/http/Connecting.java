package dev.aistreaming.http;

/**
 * What a new connection has to know.
 *
 * @param loan whose it is
 * @param versions the client's policy of HTTP versions
 */
record Connecting(Loan loan, Object versions) {}
