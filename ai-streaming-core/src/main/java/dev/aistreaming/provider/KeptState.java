package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What of an answer the provider wants back with the turn, which is known at its end. */
interface KeptState {

    /**
     * All of it.
     *
     * @param whole whether the answer is; what of one that broke off is not fit to go back is left out
     */
    List<Part.ProviderState> parts(boolean whole);

    /**
     * As a part of the turn.
     *
     * @param type the type of provider that gets it back
     */
    static Part.ProviderState part(String type, Map<String, ?> json) {
        return new Part.ProviderState(type, new String(Json.write(json), StandardCharsets.UTF_8));
    }
}
