package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatRequest;

/** Finds what a rule is looking for. Tells the rule about each finding, and from where on another one may still begin. */
interface Finder {

    /** Searches from {@link GuardedText#from()} to the end. */
    void find(GuardedText text, GuardRule rule);

    /** The finder for one text. A stateless finder returns itself. */
    default Finder forRequest(ChatRequest request) {
        return this;
    }
}
