/** An application that offers the tools of an MCP server to its model. */
@NullMarked
package dev.aistreaming.applications.mcp;

import org.jspecify.annotations.NullMarked;
