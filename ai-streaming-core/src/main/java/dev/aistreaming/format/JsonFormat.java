package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;

/**
 * The plain format: one event {@code {"content":"..."}} per piece of text, and {@code [DONE]} at the end.
 *
 * @param includeReasoning whether {@code {"reasoning":"..."}} is sent
 * @param includeToolCalls whether {@code {"toolCall":{...}}} is sent for each complete call, and {@code {"step":{...}}} between
 *     steps
 * @param includeToolResults whether {@code {"toolResult":{...}}} is sent
 * @param includeSources whether {@code {"source":{...}}} is sent
 * @param includeMetadata whether finish reason, usage, model and provider are sent before {@code [DONE]}
 * @param exposeProviderErrors whether errors contain the provider's own message
 */
public record JsonFormat(
        boolean includeReasoning,
        boolean includeToolCalls,
        boolean includeToolResults,
        boolean includeSources,
        boolean includeMetadata,
        boolean exposeProviderErrors)
        implements BuiltInFormat {

    /** Only content and errors. */
    public static final JsonFormat CONTENT_ONLY = new JsonFormat(false, false, false, false);

    /** Without tool results and sources. */
    public JsonFormat(
            boolean includeReasoning, boolean includeToolCalls, boolean includeMetadata, boolean exposeProviderErrors) {
        this(includeReasoning, includeToolCalls, false, false, includeMetadata, exposeProviderErrors);
    }

    /** Creates a format with the same disclosure as the other formats. */
    public static JsonFormat of(Disclosure shown) {
        return new JsonFormat(
                shown.reasoning(),
                shown.toolCalls(),
                shown.toolResults(),
                shown.sources(),
                shown.metadata(),
                shown.providerErrors());
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
        return new JsonEncoder(this, out, stream.streamId());
    }
}
