package dev.aistreaming.guard;

/** Is notified of the findings of guards, but never receives the text. Must not block. Exceptions are logged. */
@FunctionalInterface
public interface GuardObserver {

    /**
     * Called when a guard has found something.
     *
     * @param guard the name of the guard
     * @param place the text in which it was found
     * @param action what happened to it
     */
    void found(String guard, Guard.Place place, GuardAction action);
}
