/** Properties, auto-configuration and what explains a failing start. */
@NullMarked
package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
