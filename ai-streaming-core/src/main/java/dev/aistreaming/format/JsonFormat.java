package dev.aistreaming.format;

import dev.aistreaming.sse.SseEncoder;

/**
 * The plain format: {@code {"content":"..."}} per event, {@code [DONE]} last.
 *
 * @param includeReasoning whether {@code {"reasoning":"..."}} is sent
 * @param includeToolCalls whether {@code {"toolCall":{...}}} is sent, each call whole, and {@code {"step":{...}}} between steps
 * @param includeToolResults whether {@code {"toolResult":{...}}} is sent
 * @param includeSources whether {@code {"source":{...}}} is sent
 * @param includeMetadata whether finish reason, usage, model and provider are sent before {@code [DONE]}
 * @param exposeProviderErrors whether an error has the provider's own words
 */
public record JsonFormat(
        boolean includeReasoning,
        boolean includeToolCalls,
        boolean includeToolResults,
        boolean includeSources,
        boolean includeMetadata,
        boolean exposeProviderErrors)
        implements OwnFormat {

    /** Content and errors, nothing else. */
    public static final JsonFormat CONTENT_ONLY = new JsonFormat(false, false, false, false);

    /** Without results of tools and without sources. */
    public JsonFormat(
            boolean includeReasoning, boolean includeToolCalls, boolean includeMetadata, boolean exposeProviderErrors) {
        this(includeReasoning, includeToolCalls, false, false, includeMetadata, exposeProviderErrors);
    }

    /** One that sends the same as the other formats. */
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

    @Override
    public boolean canTakeBack() {
        return true;
    }
}
