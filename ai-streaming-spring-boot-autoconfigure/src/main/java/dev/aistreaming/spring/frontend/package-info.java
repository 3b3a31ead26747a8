/** Ready-made endpoints for existing front ends. They use only the API that controllers use. Internal: not for use by applications. */
@NullMarked
package dev.aistreaming.spring.frontend;

import org.jspecify.annotations.NullMarked;
