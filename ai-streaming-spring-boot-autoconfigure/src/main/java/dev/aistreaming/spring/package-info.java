/** What an application uses: {@link dev.aistreaming.spring.AiService} and its stream to the browser. */
@NullMarked
package dev.aistreaming.spring;

import org.jspecify.annotations.NullMarked;
