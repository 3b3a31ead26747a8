package dev.aistreaming.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** Adapts our convention to Micrometer's interface. */
final class ChatObservationConvention implements ObservationConvention<ChatObservationContext> {

    private final GenAiConvention convention;
    private final boolean includeContent;

    ChatObservationConvention(GenAiConvention convention, boolean includeContent) {
        this.convention = convention;
        this.includeContent = includeContent;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ChatObservationContext;
    }

    @Override
    public String getName() {
        return convention.observation();
    }

    @Override
    public String getContextualName(ChatObservationContext context) {
        return convention.span(context.operation());
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(ChatObservationContext context) {
        return convention.lowCardinalityAttributes(context.operation());
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(ChatObservationContext context) {
        KeyValues attributes = convention.highCardinalityAttributes(context.operation());
        return includeContent
                ? attributes.and(convention.contentAttributes(ContentWriter.contentOf(context.operation())))
                : attributes;
    }
}
