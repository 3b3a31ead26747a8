package dev.aistreaming.chat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked. What is {@code null} or empty here is not sent, unless the provider's configuration sets it; what is
 * set and a provider cannot be sent is refused, never left out. More fields may come: make requests with the {@link #builder()}.
 *
 * @param model the model's name at the provider, at most 256 characters; {@code null}: the configured one
 * @param system the instruction at the head of the conversation
 * @param messages the conversation, oldest first, at least one message; earlier answers without content are left out
 * @param temperature randomness; the range is the provider's (0 to 2, Anthropic 0 to 1, Mistral 0 to 1.5)
 * @param topP nucleus sampling, 0 to 1
 * @param maxTokens the longest answer in tokens, hidden reasoning included where the provider counts it
 * @param stop texts at which the model stops
 * @param seed asks for the same answer to the same request, where the provider knows it
 * @param tools what the model may call
 * @param toolChoice whether it calls tools; {@code null}: as the provider does by itself, which is to leave it to the model
 * @param parallelToolCalls whether one answer may call several tools
 * @param output what the answer has to be, other than text
 * @param reasoning how much the model thinks before it answers
 * @param cachePrompt whether the provider is to keep the beginning of the conversation for the next request, where it does so
 *     only if asked
 * @param options further fields of the request body, by the provider's own names: numbers, strings, booleans, lists and maps
 * @param attributes what goes along with the request for decorators and tools, such as who asks, and is never sent
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
     * Checks what every provider would refuse.
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
        RequestChecks.tools(tools, toolChoice);
    }

    /**
     * A request that holds one question and nothing else.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank question
     */
    public static ChatRequest of(String prompt) {
        return builder().prompt(prompt).build();
    }

    /** A builder without any setting. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * One of the {@link #attributes()}.
     *
     * @return {@code null} where there is none of that name
     * @throws ClassCastException where it is of another type
     */
    public <T> @Nullable T attribute(String name, Class<T> type) {
        return type.cast(attributes.get(name));
    }

    /** A builder with the settings of this request. */
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

    /** Collects a {@link ChatRequest}. Not for several threads at a time. */
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

        /** The model's name at the provider, instead of the configured one. */
        public Builder model(@Nullable String model) {
            this.model = model;
            return this;
        }

        /** The instruction at the head of the conversation. */
        public Builder system(@Nullable String system) {
            this.system = system;
            return this;
        }

        /**
         * Appends a message of the user.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank prompt
         */
        public Builder prompt(String prompt) {
            return message(Message.user(Fields.notBlank("prompt", prompt)));
        }

        /**
         * Appends a message of one text. An assistant's blank one is left out.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a blank text of another role, naming its index
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

        /** Takes back the messages. */
        public Builder withoutMessages() {
            messages.clear();
            return this;
        }

        /** Randomness; see {@link ChatRequest#temperature()}. */
        public Builder temperature(@Nullable Double temperature) {
            this.temperature = temperature;
            return this;
        }

        /** Nucleus sampling, 0 to 1. */
        public Builder topP(@Nullable Double topP) {
            this.topP = topP;
            return this;
        }

        /** The longest answer, in tokens. */
        public Builder maxTokens(@Nullable Integer maxTokens) {
            this.maxTokens = maxTokens;
            return this;
        }

        /** Texts at which the model stops; replaces those set before. */
        public Builder stop(String... stop) {
            return stop(Arrays.asList(Fields.present("stop", stop)));
        }

        /** Texts at which the model stops; replaces those set before. */
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

        /** Takes back the tools, and all that was said of them. */
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

        /** Whether one answer may call several tools. */
        public Builder parallelToolCalls(@Nullable Boolean parallelToolCalls) {
            this.parallelToolCalls = parallelToolCalls;
            return this;
        }

        /** What the answer has to be, other than text. */
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

        /** A further field of the request body, by the provider's own name. */
        public Builder option(String key, Object value) {
            options.put(Fields.notBlank("option name", key), value);
            return this;
        }

        /** Further fields of the request body, by the provider's own names. */
        public Builder options(Map<String, ?> options) {
            this.options.putAll(Fields.present("options", options));
            return this;
        }

        /** Something that goes along with the request and is never sent; takes the place of what had this name. */
        public Builder attribute(String name, Object value) {
            attributes.put(Fields.notBlank("attribute name", name), value);
            return this;
        }

        /**
         * The request.
         *
         * @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming the field, for what no provider would take
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
