package dev.aistreaming.spring.bridge.langchain4j;

import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.provider.Refusal;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Translates a request for LangChain4j. A setting without a common parameter is refused, never dropped: set it where the model is built.
 * A setting that the request leaves out stays as the model was built.
 */
final class LangChain4jRequest {

    private static final String BUILT = "set it where the model of LangChain4j is built";

    private final dev.aistreaming.chat.ChatRequest request;
    private final Refusal refusal;

    private LangChain4jRequest(dev.aistreaming.chat.ChatRequest request, Refusal refusal) {
        this.request = request;
        this.refusal = refusal;
    }

    /**
     * Returns the request.
     *
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request}, naming what cannot be sent
     */
    static ChatRequest of(dev.aistreaming.chat.ChatRequest request, Refusal refusal) {
        LangChain4jRequest theirs = new LangChain4jRequest(request, refusal);
        theirs.refuse();
        return ChatRequest.builder()
                .messages(Conversation.of(request, refusal))
                .parameters(theirs.parameters())
                .build();
    }

    private void refuse() {
        refuseIf(request.seed() != null, "seed");
        refuseIf(request.parallelToolCalls() != null, "parallelToolCalls");
        refuseIf(request.reasoning() != null, "reasoning");
        refuseIf(Boolean.TRUE.equals(request.cachePrompt()), "cachePrompt");
    }

    private void refuseIf(boolean set, String field) {
        if (set) {
            throw refusal.field(field, BUILT);
        }
    }

    private ChatRequestParameters parameters() {
        DefaultChatRequestParameters.Builder<?> parameters = ChatRequestParameters.builder()
                .modelName(request.model())
                .temperature(request.temperature())
                .topP(request.topP())
                .maxOutputTokens(request.maxTokens())
                .stopSequences(request.stop());
        tools(parameters);
        if (request.output() != null) {
            parameters.responseFormat(format(request.output()));
        }
        request.options().forEach((name, value) -> option(name, value, parameters));
        return parameters.build();
    }

    private void tools(DefaultChatRequestParameters.Builder<?> parameters) {
        ToolChoice choice = request.toolChoice();
        String only = choice == null ? null : choice.name();
        List<Tool> offered = request.tools().stream()
                .filter(tool -> only == null || tool.name().equals(only))
                .toList();
        Schemas schemas = new Schemas(refusal);
        parameters.toolSpecifications(offered.stream().map(schemas::tool).toList());
        if (choice != null) {
            parameters.toolChoice(choice(choice.kind()));
        }
    }

    /** If a tool must be called, it is the only one that is offered. */
    private static dev.langchain4j.model.chat.request.ToolChoice choice(ToolChoice.Kind kind) {
        return switch (kind) {
            case AUTO -> dev.langchain4j.model.chat.request.ToolChoice.AUTO;
            case NONE -> dev.langchain4j.model.chat.request.ToolChoice.NONE;
            case REQUIRED, NAMED -> dev.langchain4j.model.chat.request.ToolChoice.REQUIRED;
        };
    }

    private ResponseFormat format(Output output) {
        if (output.schema() == null) {
            return ResponseFormat.JSON;
        }
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(Objects.requireNonNull(output.name()))
                        .rootElement(new Schemas(refusal).output(output.schema()))
                        .build())
                .build();
    }

    private void option(String name, @Nullable Object value, DefaultChatRequestParameters.Builder<?> parameters) {
        if (!(value instanceof Number number)) {
            throw refusal.field("the option '" + name + "'", BUILT);
        }
        switch (name) {
            case "topK" -> parameters.topK(number.intValue());
            case "frequencyPenalty" -> parameters.frequencyPenalty(number.doubleValue());
            case "presencePenalty" -> parameters.presencePenalty(number.doubleValue());
            default -> throw refusal.field("the option '" + name + "'", BUILT);
        }
    }
}
