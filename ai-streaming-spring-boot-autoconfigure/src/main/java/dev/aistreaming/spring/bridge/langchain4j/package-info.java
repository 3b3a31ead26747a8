/** Answers by a model of LangChain4j's. Not for applications. */
@NullMarked
package dev.aistreaming.spring.bridge.langchain4j;

import org.jspecify.annotations.NullMarked;
