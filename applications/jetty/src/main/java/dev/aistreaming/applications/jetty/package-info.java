@NullMarked
package dev.aistreaming.applications.jetty;

import org.jspecify.annotations.NullMarked;
