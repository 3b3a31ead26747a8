/** An application whose provider is a LangChain4j model. */
@NullMarked
package dev.aistreaming.applications.langchain4j;

import org.jspecify.annotations.NullMarked;
