package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.spring.web.RequestStreamOwnerResolver;
import dev.aistreaming.tool.Approvals;
import dev.aistreaming.tool.ToolContext;
import dev.aistreaming.tool.Toolbox;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/** The attributes of the current request that tools receive. Attributes that the application has set are kept. */
final class ToolAttributes {

    private ToolAttributes() {}

    /** Adds the attributes for an answer that is not streamed, so that nobody can be asked for approval. */
    static ChatRequest added(ChatRequest request) {
        return added(request, null, null);
    }

    /** Adds the attributes for an answer that is streamed to somebody who can be asked for approval. */
    static ChatRequest added(ChatRequest request, @Nullable String streamId, @Nullable Approvals approvals) {
        if (!Toolbox.goesAlongWith(request)) {
            return request;
        }
        ChatRequest.Builder builder = request.toBuilder();
        add(builder, request, ToolContext.USER, new RequestStreamOwnerResolver().currentOwner());
        add(builder, request, ToolContext.LOCALE, LocaleContextHolder.getLocale());
        add(builder, request, ToolContext.STREAM_ID, streamId);
        if (approvals != null) {
            approvals.addTo(builder);
        }
        return builder.build();
    }

    private static void add(ChatRequest.Builder builder, ChatRequest request, String name, @Nullable Object value) {
        if (value != null && !request.attributes().containsKey(name)) {
            builder.attribute(name, value);
        }
    }
}
