package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The provider state of an answer, which is known at its end. */
interface KeptState {

    /**
     * All of the state.
     *
     * @param whole whether the answer is complete; if it broke off, whatever is not fit to be sent back is left out
     */
    List<Part.ProviderState> parts(boolean whole);

    /**
     * Wraps state as a part of the turn.
     *
     * @param type the type of provider to which it is sent back
     */
    static Part.ProviderState part(String type, Map<String, ?> json) {
        return new Part.ProviderState(type, new String(Json.write(json), StandardCharsets.UTF_8));
    }
}
