package dev.aistreaming.output;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Checks whether a document conforms to a schema. */
interface SchemaCheck {

    /**
     * What is wrong with a document, and where, without its values. Members that are null and may only be missing are removed:
     * models that are held to a schema strictly must write every member.
     *
     * @return {@code null} where it keeps to the schema
     */
    @Nullable
    String fault(JsonNode document);

    /** The check for a schema; one that finds nothing where there is no validator on the class path. */
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
