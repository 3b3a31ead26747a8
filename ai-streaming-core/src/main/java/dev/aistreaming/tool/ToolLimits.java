package dev.aistreaming.tool;

import java.time.Duration;

/**
 * Limits on the use of tools in one answer.
 *
 * @param maxSteps how many times the model is called for one answer, at least 1; the last call offers no tools, so that the model
 *     has to answer
 * @param timeout how long one tool call may take; after that it is interrupted, and the model is told
 * @param maxResultCharacters the maximum length of the text in one result, at least 1; the rest is cut off, and the model is told
 * @param maxCallsPerStep how many calls of one step are run, at least 1; the model is told that the others were not
 * @param endOnFailure whether a tool that throws or times out ends the answer with {@code tool_failed}, instead of being reported
 *     to the model; a {@link ToolException} is always reported to the model
 * @param approvalTimeout how long a call may wait for approval, in addition to the tool's own timeout; after that the model is told
 *     that nobody approved it
 */
public record ToolLimits(
        int maxSteps,
        Duration timeout,
        int maxResultCharacters,
        int maxCallsPerStep,
        boolean endOnFailure,
        Duration approvalTimeout) {

    /**
     * 8 steps, 30 seconds per call, 50,000 characters per result, 32 calls per step, 10 minutes for an approval, and failures are
     * reported to the model.
     */
    public static final ToolLimits DEFAULTS =
            new ToolLimits(8, Duration.ofSeconds(30), 50_000, 32, false, Duration.ofMinutes(10));

    /**
     * Validates the limits.
     *
     * @throws IllegalArgumentException naming the limit that is out of range
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

    /** Returns a copy with a different number of steps. */
    public ToolLimits withMaxSteps(int maxSteps) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }

    /** Returns a copy with a different timeout per call. */
    public ToolLimits withTimeout(Duration timeout) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }

    /** Returns a copy with a different maximum length of results. */
    public ToolLimits withMaxResultCharacters(int maxResultCharacters) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }

    /** Returns a copy with a different number of calls per step. */
    public ToolLimits withMaxCallsPerStep(int maxCallsPerStep) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }

    /** Returns a copy that ends the answer when a tool fails, or that reports the failure to the model. */
    public ToolLimits withEndOnFailure(boolean endOnFailure) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }

    /** Returns a copy with a different timeout for approvals. */
    public ToolLimits withApprovalTimeout(Duration approvalTimeout) {
        return new ToolLimits(maxSteps, timeout, maxResultCharacters, maxCallsPerStep, endOnFailure, approvalTimeout);
    }
}
