/** Tools of MCP servers. The only package that uses the protocol's SDK, which is optional. Internal: not for use by applications. */
@NullMarked
package dev.aistreaming.spring.mcp;

import org.jspecify.annotations.NullMarked;
