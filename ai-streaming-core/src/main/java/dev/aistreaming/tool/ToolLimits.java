package dev.aistreaming.tool;

import java.time.Duration;

/**
 * How far a model may go with tools.
 *
 * @param maxSteps how many times the model is asked for one answer, at least 1; the last time without tools, so that it answers
 * @param timeout how long one call of a tool may take; then it is interrupted, and the model is told
 * @param maxResultCharacters how long the texts of one result may be, at least 1; the rest is cut, and the model is told
 * @param maxCallsPerStep how many calls of one step are run, at least 1; the model is told that the others were not
 * @param endOnFailure whether a tool that throws, or takes too long, ends the answer with {@code tool_failed}, instead of telling the
 *     model that it failed; a {@link ToolException} is always told to the model
 * @param approvalTimeout how long a call may wait for its approval, beside the time that the tool then takes; after that the model is
 *     told that nobody has approved it
 */
public record ToolLimits(
        int maxSteps,
        Duration timeout,
        int maxResultCharacters,
        int maxCallsPerStep,
        boolean endOnFailure,
        Duration approvalTimeout) {

    /**
     * 8 steps, 30 seconds per call, 50,000 characters per result, 32 calls per step, 10 minutes for an approval, and failures are told
     * to the model.
     */
    public static final ToolLimits DEFAULTS =
            new ToolLimits(8, Duration.ofSeconds(30), 50_000, 32, false, Duration.ofMinutes(10));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming what is out of range
     */
    public ToolLimits {
        atLeastOne("maxSteps", maxSteps);
        atLeastOne("maxResultCharacters", maxResultCharacters);
        atLeastOne("maxCallsPerStep", maxCallsPerStep);
        positive("timeout", timeout);
        positive("approvalTimeout", approvalTimeout);
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, but is " + value);
        }
    }

    /** These limits with another number of steps. */
    public ToolLimits withMaxSteps(int maxSteps) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }

    /** These limits with another time for one call. */
    public ToolLimits withTimeout(Duration timeout) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }

    /** These limits with another length of results. */
    public ToolLimits withMaxResultCharacters(int maxResultCharacters) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }

    /** These limits with another number of calls per step. */
    public ToolLimits withMaxCallsPerStep(int maxCallsPerStep) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }

    /** These limits, with what a failure does to the answer. */
    public ToolLimits withEndOnFailure(boolean endOnFailure) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }

    /** These limits with another time for an approval. */
    public ToolLimits withApprovalTimeout(Duration approvalTimeout) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }
}
