@NullMarked
package dev.aistreaming.applications.langchain4j;

import org.jspecify.annotations.NullMarked;
