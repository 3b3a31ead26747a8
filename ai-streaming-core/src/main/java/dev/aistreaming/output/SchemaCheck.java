package dev.aistreaming.output;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Checks whether a document conforms to a schema. */
interface SchemaCheck {

    /**
     * Describes what is wrong with a document and where, without quoting its values. Members that are null but may only be missing
     * are removed, because models that are strictly constrained to a schema have to write every member.
     *
     * @return {@code null} if it conforms to the schema
     */
    @Nullable
    String fault(JsonNode document);

    /** Creates the check for a schema. It accepts everything if there is no validator on the class path. */
    static SchemaCheck of(JsonNode schema) {
        try {
            return new ValidatorCheck(schema);
        } catch (NoClassDefFoundError e) {
            Logger log = LoggerFactory.getLogger(SchemaCheck.class);
            log.debug(
                    "Without com.networknt:json-schema-validator on the class path, objects are parsed but not validated against their schema");
            return document -> null;
        }
    }
}
