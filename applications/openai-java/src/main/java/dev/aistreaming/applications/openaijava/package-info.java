@NullMarked
package dev.aistreaming.applications.openaijava;

import org.jspecify.annotations.NullMarked;
