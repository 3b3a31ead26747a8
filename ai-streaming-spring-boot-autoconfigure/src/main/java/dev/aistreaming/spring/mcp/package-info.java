/** Tools of MCP servers. Not for applications. The only package that knows the SDK of the protocol, which is optional. */
@NullMarked
package dev.aistreaming.spring.mcp;

import org.jspecify.annotations.NullMarked;
