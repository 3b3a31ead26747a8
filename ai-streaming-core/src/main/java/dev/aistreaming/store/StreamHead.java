package dev.aistreaming.store;

import org.jspecify.annotations.Nullable;

/**
 * What a stream begins with, and what is known of it as long as it is kept.
 *
 * @param id as {@link StreamIds#create} makes it
 * @param owner whose it is; {@code null}: nobody's
 * @param format the name of the format that its events are in, such as {@code json}
 */
public record StreamHead(String id, @Nullable String owner, String format) {}
