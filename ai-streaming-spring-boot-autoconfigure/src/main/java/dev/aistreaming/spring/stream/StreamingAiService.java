package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationTask;
import dev.aistreaming.format.FrontEndRequest;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.pipeline.WholeAnswer;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.TaskBuilder;
import dev.aistreaming.spring.tool.ToolRegistry;
import dev.aistreaming.spring.web.Responder;
import dev.aistreaming.tool.LocalTool;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The {@link AiService} of one provider. */
public final class StreamingAiService implements AiService {

    private final ChatProvider provider;
    private final ProviderDirectory directory;
    private final StreamOpener streams;
    private final ToolRegistry tools;
    private final @Nullable KeptConversations conversations;
    private final boolean usual;

    /**
     * Creates a service.
     *
     * @param name the name of the provider
     * @param directory the providers of this application
     * @param streams opens streams
     * @param tools the tools that the application's beans offer
     * @param conversations the kept conversations; {@code null} if none are kept
     */
    public StreamingAiService(
            String name,
            ProviderDirectory directory,
            StreamOpener streams,
            ToolRegistry tools,
            @Nullable KeptConversations conversations) {
        this(directory.get(name), directory, streams, tools, conversations, true);
    }

    private StreamingAiService(
            ChatProvider provider,
            ProviderDirectory directory,
            StreamOpener streams,
            ToolRegistry tools,
            @Nullable KeptConversations conversations,
            boolean usual) {
        this.usual = usual;
        this.provider = provider;
        this.directory = directory;
        this.streams = streams;
        this.tools = tools;
        this.conversations = conversations;
    }

    @Override
    public SseEmitter stream(String prompt) {
        return stream(ChatRequest.of(prompt));
    }

    @Override
    public SseEmitter stream(ChatRequest request) {
        return stream(request, StreamOptions.DEFAULTS);
    }

    SseEmitter stream(ChatRequest request, StreamOptions options) {
        ChatRequest asked = present(request);
        return streams.emitters().answer(responder -> open(asked, options, responder));
    }

    void open(ChatRequest request, StreamOptions options, Responder responder) {
        streams.open(provider, request, usual ? options : options.unusual(), responder);
    }

    @Override
    public String ask(String prompt) {
        return generate(ChatRequest.of(prompt)).content();
    }

    @Override
    public ChatResponse generate(ChatRequest request) {
        return WholeAnswer.await(provider, ToolAttributes.added(present(request)));
    }

    /** Rejects a missing request as invalid, like a blank prompt. */
    private static ChatRequest present(@Nullable ChatRequest request) {
        if (request == null) {
            throw AiException.invalidRequest("request must not be null");
        }
        return request;
    }

    @Override
    public TaskBuilder task() {
        return new RequestTask(this);
    }

    @Override
    public TaskBuilder task(FrontEndRequest request) {
        return new RequestTask(this, request);
    }

    @Override
    public AiService provider(String name) {
        return new StreamingAiService(name, directory, streams, tools, conversations);
    }

    /** Returns the opener of answers, with Spring MVC and without it. */
    StreamOpener streams() {
        return streams;
    }

    /** Returns the format of this name. */
    StreamFormat format(String name) {
        return streams.formats().get(name);
    }

    /** Returns the tools of this name, which may denote several. */
    Collection<LocalTool> tools(String name) {
        return tools.find(name);
    }

    /** Returns the objects that tasks can expect. */
    ExpectedObjects expected() {
        return streams.expected();
    }

    StreamingAiService withFallbacks(List<String> fallbacks) {
        return asking(directory.get(provider.name(), fallbacks));
    }

    /** Returns the same service within a conversation. */
    StreamingAiService within(ConversationTask conversation) {
        return asking(conversation.around(provider));
    }

    private StreamingAiService asking(ChatProvider other) {
        return new StreamingAiService(other, directory, streams, tools, conversations, false);
    }

    /** Returns the key of a conversation of the current user. If requests are not visible here, the user is known only on subscription. */
    ConversationKey conversation(String id) {
        KeptConversations known = conversations();
        return streams.emitters().seeRequests() ? known.key(id) : new ConversationKey(null, id);
    }

    /** Returns the key for the current user, if the user was not known before. */
    ConversationKey ownersNow(ConversationKey named) {
        return streams.emitters().seeRequests() ? named : conversations().key(named.id());
    }

    /** Returns the kept conversations. */
    KeptConversations conversations() {
        if (conversations == null) {
            throw new IllegalStateException(
                    "conversations are not kept: set ai.streaming.conversations.store to memory or"
                            + " jdbc, or define a bean of type ConversationStore");
        }
        return conversations;
    }
}
