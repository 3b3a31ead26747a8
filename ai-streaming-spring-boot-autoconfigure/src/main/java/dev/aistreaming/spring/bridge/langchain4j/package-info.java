/** Providers that delegate to a LangChain4j model. Internal: not for use by applications. */
@NullMarked
package dev.aistreaming.spring.bridge.langchain4j;

import org.jspecify.annotations.NullMarked;
