/**
 * JSON Schemas of Java types. Needs Jackson Databind and the schema generator of victools, both of which are optional.
 *
 * <p>Begin with {@link dev.aistreaming.schema.JsonSchemas}.
 */
@NullMarked
package dev.aistreaming.schema;

import org.jspecify.annotations.NullMarked;
