/**
 * The transport of requests to providers, and the only package that does network I/O.
 *
 * <p>Begin with {@link dev.aistreaming.http.Transport}, implemented by {@link dev.aistreaming.http.HttpTransport}, which creates an
 * {@link dev.aistreaming.http.Exchange} for each {@link dev.aistreaming.http.HttpPost} and reports to an {@link
 * dev.aistreaming.http.ExchangeListener}.
 */
@NullMarked
package dev.aistreaming.http;

import org.jspecify.annotations.NullMarked;
