package dev.aistreaming.guard;

/** Is told what guards have found; never the text. Must not wait; what it throws is logged. */
@FunctionalInterface
public interface GuardObserver {

    /**
     * A guard has found something.
     *
     * @param guard the name of the guard
     * @param place where
     * @param action what became of it
     */
    void found(String guard, Guard.Place place, GuardAction action);
}
