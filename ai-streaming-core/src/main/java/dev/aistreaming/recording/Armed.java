package dev.aistreaming.recording;

/**
 * What is to be recorded of a provider.
 *
 * @param calls the number of upcoming calls to record, however they end
 * @param failures the number of upcoming failed calls to record
 */
public record Armed(int calls, int failures) {

    static final Armed NOTHING = new Armed(0, 0);

    /** @throws IllegalArgumentException if a number is negative */
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
