package dev.aistreaming.observation;

import org.jspecify.annotations.Nullable;

/**
 * What was asked and answered, as JSON in the form of OpenTelemetry's conventions. Long texts are cut.
 *
 * @param input the conversation
 * @param systemInstructions the instruction at its head; {@code null}: there is none
 * @param output the answer; {@code null} where the call failed
 */
public record MessageContent(
        String input,
        @Nullable String systemInstructions,
        @Nullable String output) {}
