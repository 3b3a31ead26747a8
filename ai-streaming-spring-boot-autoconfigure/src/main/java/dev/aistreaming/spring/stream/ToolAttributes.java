package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.spring.web.RequestStreamOwnerResolver;
import dev.aistreaming.tool.ToolContext;
import dev.aistreaming.tool.Toolbox;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/** What tools are told of the request under way. What the application has said itself stays. */
final class ToolAttributes {

    private ToolAttributes() {}

    /** @param streamId {@code null} for an answer that is not streamed */
    static ChatRequest added(ChatRequest request, @Nullable String streamId) {
        if (!Toolbox.goesAlongWith(request)) {
            return request;
        }
        ChatRequest.Builder builder = request.toBuilder();
        add(builder, request, ToolContext.USER, new RequestStreamOwnerResolver().currentOwner());
        add(builder, request, ToolContext.LOCALE, LocaleContextHolder.getLocale());
        add(builder, request, ToolContext.STREAM_ID, streamId);
        return builder.build();
    }

    private static void add(ChatRequest.Builder builder, ChatRequest request, String name, @Nullable Object value) {
        if (value != null && !request.attributes().containsKey(name)) {
            builder.attribute(name, value);
        }
    }
}
