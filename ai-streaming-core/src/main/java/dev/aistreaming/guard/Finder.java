package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatRequest;

/** Finds what a rule is about. Tells the rule of each finding, and from where on one may still begin. */
interface Finder {

    /** Looks from {@link GuardedText#from()} to the end. */
    void find(GuardedText text, GuardRule rule);

    /** The finder for one text; one that keeps nothing is the same for all. */
    default Finder forRequest(ChatRequest request) {
        return this;
    }
}
