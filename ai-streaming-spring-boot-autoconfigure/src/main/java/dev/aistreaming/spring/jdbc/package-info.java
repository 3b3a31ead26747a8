/** Conversations in a database; Spring's JDBC is optional. */
@NullMarked
package dev.aistreaming.spring.jdbc;

import org.jspecify.annotations.NullMarked;
