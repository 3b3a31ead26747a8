package dev.aistreaming.recording;

/**
 * What is to be recorded of a provider.
 *
 * @param calls so many of the next calls, however they end
 * @param failures so many of the next calls that fail
 */
public record Armed(int calls, int failures) {

    static final Armed NOTHING = new Armed(0, 0);

    /** @throws IllegalArgumentException for less than nothing */
    public Armed {
        if (calls < 0 || failures < 0) {
            throw new IllegalArgumentException("calls and failures must be 0 or more");
        }
    }

    boolean isNothing() {
        return calls == 0 && failures == 0;
    }

    Armed oneCallLess() {
        return new Armed(calls - 1, failures);
    }

    Armed oneFailureLess() {
        return new Armed(calls, failures - 1);
    }
}
