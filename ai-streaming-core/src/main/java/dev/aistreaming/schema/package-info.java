/** JSON Schemas of Java types. Needs Jackson's databind and victools' generator, which are optional. */
@NullMarked
package dev.aistreaming.schema;

import org.jspecify.annotations.NullMarked;
