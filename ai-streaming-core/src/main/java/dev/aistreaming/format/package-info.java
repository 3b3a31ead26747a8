/**
 * The protocols of front ends: how the events of an answer are encoded for the browser, and how its requests are read.
 *
 * <p>Begin with {@link dev.aistreaming.format.StreamFormat} and the {@link dev.aistreaming.format.StreamEncoder} it creates; {@link
 * dev.aistreaming.format.JsonFormat} is the simplest one. {@link dev.aistreaming.format.FrontEndRequest} is the counterpart for
 * requests.
 */
@NullMarked
package dev.aistreaming.format;

import org.jspecify.annotations.NullMarked;
