package dev.aistreaming.chat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model. Fields that are {@code null} or empty are not sent, unless the provider's configuration supplies a value. A
 * field that is set but not supported by the provider is rejected, never silently dropped. Further fields may be added in later
 * versions, so create requests with {@link #builder()} rather than the constructor.
 *
 * @param model the provider's name for the model, at most 256 characters; {@code null} for the configured model
 * @param system the instruction at the start of the conversation
 * @param messages the conversation, oldest first, at least one message; assistant messages without content are left out
 * @param temperature sampling temperature; the valid range depends on the provider (0 to 2, Anthropic 0 to 1, Mistral 0 to 1.5)
 * @param topP nucleus sampling, 0 to 1
 * @param maxTokens the maximum length of the answer in tokens, including hidden reasoning if the provider counts it
 * @param stop sequences at which the model stops
 * @param seed asks for reproducible answers, if the provider supports it
 * @param tools the tools that the model may call
 * @param toolChoice whether the model calls tools; {@code null} for the provider's default, which is to let the model decide
 * @param parallelToolCalls whether one answer may contain several tool calls
 * @param output the required form of the answer, if it is not plain text
 * @param reasoning how much the model thinks before it answers
 * @param cachePrompt whether the provider should cache the start of the conversation for the next request, if it only does so on
 *     demand
 * @param options additional fields of the request body, under the provider's own names: numbers, strings, booleans, lists and maps
 * @param attributes values for decorators and tools, such as the current user; never sent to the provider
 */
public record ChatRequest(
        @Nullable String model,
        @Nullable String system,
        List<Message> messages,
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer maxTokens,
        List<String> stop,
        @Nullable Long seed,
        List<Tool> tools,
        @Nullable ToolChoice toolChoice,
        @Nullable Boolean parallelToolCalls,
        @Nullable Output output,
        @Nullable ReasoningEffort reasoning,
        @Nullable Boolean cachePrompt,
        Map<String, Object> options,
        Map<String, Object> attributes) {

    /**
     * Validates everything that no provider would accept.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming the field
     */
    public ChatRequest {
        messages = Fields.allPresent("messages", messages).stream()
                .filter(message -> !message.parts().isEmpty())
                .toList();
        stop = Fields.allPresent("stop", stop);
        tools = Fields.allPresent("tools", tools);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(Fields.present("options", options)));
        attributes = Map.copyOf(Fields.present("attributes", attributes));
        RequestChecks.model(model);
        RequestChecks.conversation(system, messages);
        RequestChecks.sampling(temperature, topP);
        RequestChecks.length(maxTokens, stop);
        RequestChecks.tools(tools, toolChoice, attributes.values());
    }

    /**
     * Creates a request with a single user message.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the prompt is blank
     */
    public static ChatRequest of(String prompt) {
        return builder().prompt(prompt).build();
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns one of the {@link #attributes()}.
     *
     * @return {@code null} if there is no attribute of that name
     * @throws ClassCastException if the attribute has a different type
     */
    public <T> @Nullable T attribute(String name, Class<T> type) {
        return type.cast(attributes.get(name));
    }

    /** Returns a builder that starts with the settings of this request. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.model = model;
        builder.system = system;
        builder.messages.addAll(messages);
        builder.temperature = temperature;
        builder.topP = topP;
        builder.maxTokens = maxTokens;
        builder.stop = stop;
        builder.seed = seed;
        builder.tools.addAll(tools);
        builder.toolChoice = toolChoice;
        builder.parallelToolCalls = parallelToolCalls;
        builder.output = output;
        builder.reasoning = reasoning;
        builder.cachePrompt = cachePrompt;
        builder.options.putAll(options);
        builder.attributes.putAll(attributes);
        return builder;
    }

    /** Builds a {@link ChatRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String model;
        private @Nullable String system;
        private final List<Message> messages = new ArrayList<>();
        private @Nullable Double temperature;
        private @Nullable Double topP;
        private @Nullable Integer maxTokens;
        private List<String> stop = List.of();
        private @Nullable Long seed;
        private final List<Tool> tools = new ArrayList<>();
        private @Nullable ToolChoice toolChoice;
        private @Nullable Boolean parallelToolCalls;
        private @Nullable Output output;
        private @Nullable ReasoningEffort reasoning;
        private @Nullable Boolean cachePrompt;
        private final Map<String, Object> options = new LinkedHashMap<>();
        private final Map<String, Object> attributes = new LinkedHashMap<>();

        private Builder() {}

        /** The provider's name for the model, instead of the configured model. */
        public Builder model(@Nullable String model) {
            this.model = model;
            return this;
        }

        /** The instruction at the start of the conversation. */
        public Builder system(@Nullable String system) {
            this.system = system;
            return this;
        }

        /**
         * Appends a user message.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the prompt is blank
         */
        public Builder prompt(String prompt) {
            return message(Message.user(Fields.notBlank("prompt", prompt)));
        }

        /**
         * Appends a message that consists of one text. A blank assistant message is left out.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming the index, if the text of any other role is blank
         */
        public Builder message(Role role, String text) {
            String field = "messages[" + messages.size() + "]";
            if (Fields.present(field + ".role", role) != Role.ASSISTANT) {
                Fields.notBlank(field + " (" + role.wireName() + ")", text);
            }
            return message(Message.of(role, text));
        }

        /** Appends a message. */
        public Builder message(Message message) {
            messages.add(message);
            return this;
        }

        /** Appends messages, oldest first. */
        public Builder messages(List<Message> messages) {
            this.messages.addAll(Fields.present("messages", messages));
            return this;
        }

        /** Replaces all messages with these, oldest first. */
        public Builder withMessages(List<Message> messages) {
            this.messages.clear();
            return messages(messages);
        }

        /** Sampling temperature; see {@link ChatRequest#temperature()}. */
        public Builder temperature(@Nullable Double temperature) {
            this.temperature = temperature;
            return this;
        }

        /** Nucleus sampling, 0 to 1. */
        public Builder topP(@Nullable Double topP) {
            this.topP = topP;
            return this;
        }

        /** The maximum length of the answer in tokens. */
        public Builder maxTokens(@Nullable Integer maxTokens) {
            this.maxTokens = maxTokens;
            return this;
        }

        /** Sequences at which the model stops. Replaces any that were set before. */
        public Builder stop(String... stop) {
            return stop(Arrays.asList(Fields.present("stop", stop)));
        }

        /** Sequences at which the model stops. Replaces any that were set before. */
        public Builder stop(List<String> stop) {
            this.stop = stop;
            return this;
        }

        /** See {@link ChatRequest#seed()}. */
        public Builder seed(@Nullable Long seed) {
            this.seed = seed;
            return this;
        }

        /** Appends a tool that the model may call. */
        public Builder tool(Tool tool) {
            tools.add(tool);
            return this;
        }

        /** Appends tools that the model may call. */
        public Builder tools(Tool... tools) {
            return tools(Arrays.asList(Fields.present("tools", tools)));
        }

        /** Appends tools that the model may call. */
        public Builder tools(List<Tool> tools) {
            this.tools.addAll(Fields.present("tools", tools));
            return this;
        }

        /** Removes all tools and resets the tool choice and parallel tool calls. */
        public Builder withoutTools() {
            tools.clear();
            toolChoice = null;
            parallelToolCalls = null;
            return this;
        }

        /** Whether the model calls tools. */
        public Builder toolChoice(@Nullable ToolChoice toolChoice) {
            this.toolChoice = toolChoice;
            return this;
        }

        /** Whether one answer may contain several tool calls. */
        public Builder parallelToolCalls(@Nullable Boolean parallelToolCalls) {
            this.parallelToolCalls = parallelToolCalls;
            return this;
        }

        /** The required form of the answer, if it is not plain text. */
        public Builder output(@Nullable Output output) {
            this.output = output;
            return this;
        }

        /** How much the model thinks before it answers. */
        public Builder reasoning(@Nullable ReasoningEffort reasoning) {
            this.reasoning = reasoning;
            return this;
        }

        /** See {@link ChatRequest#cachePrompt()}. */
        public Builder cachePrompt(@Nullable Boolean cachePrompt) {
            this.cachePrompt = cachePrompt;
            return this;
        }

        /** Adds a field to the request body, under the provider's own name. */
        public Builder option(String key, Object value) {
            options.put(Fields.notBlank("option name", key), value);
            return this;
        }

        /** Adds fields to the request body, under the provider's own names. */
        public Builder options(Map<String, ?> options) {
            this.options.putAll(Fields.present("options", options));
            return this;
        }

        /** Sets a value for decorators and tools, which is never sent. Replaces an earlier value of the same name. */
        public Builder attribute(String name, Object value) {
            attributes.put(Fields.notBlank("attribute name", name), value);
            return this;
        }

        /**
         * Creates the request.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming the field, for anything that no provider would accept
         */
        public ChatRequest build() {
            return new ChatRequest(
                    model,
                    system,
                    messages,
                    temperature,
                    topP,
                    maxTokens,
                    stop,
                    seed,
                    tools,
                    toolChoice,
                    parallelToolCalls,
                    output,
                    reasoning,
                    cachePrompt,
                    options,
                    attributes);
        }
    }
}
