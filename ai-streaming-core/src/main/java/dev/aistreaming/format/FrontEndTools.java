package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Tool;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tools that run in the front end. */
final class FrontEndTools {

    private FrontEndTools() {}

    /**
     * Reads a tool.
     *
     * @param definition contains {@code description} and {@code parameters}
     * @throws AiException with {@code invalid_request} if the name is invalid, or if the parameters are not an object
     */
    @SuppressWarnings("NullAway") // the tool rejects a missing name
    static Tool tool(@Nullable String name, JsonNode definition) {
        JsonNode parameters = definition.path("parameters");
        boolean none = parameters.isMissingNode() || parameters.isNull();
        return new Tool(
                name,
                FrontEndBody.name(definition, "description"),
                none ? Tool.NO_PARAMETERS : FrontEndBody.textOrJson(parameters));
    }
}
