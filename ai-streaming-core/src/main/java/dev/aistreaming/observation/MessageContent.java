package dev.aistreaming.observation;

import org.jspecify.annotations.Nullable;

/**
 * The content of a request and its answer, as JSON in the form defined by OpenTelemetry's conventions. Long texts are cut off.
 *
 * @param input the conversation
 * @param systemInstructions the system prompt; {@code null} if there is none
 * @param output the answer; {@code null} if the call failed
 */
public record MessageContent(
        String input,
        @Nullable String systemInstructions,
        @Nullable String output) {}
