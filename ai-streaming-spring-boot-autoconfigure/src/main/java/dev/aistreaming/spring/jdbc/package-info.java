/**
 * Stores conversations in a database with Spring's JDBC support, which is optional. Start reading at {@link
 * dev.aistreaming.spring.jdbc.JdbcConversationStore}.
 */
@NullMarked
package dev.aistreaming.spring.jdbc;

import org.jspecify.annotations.NullMarked;
