/**
 * Tools that the application runs for a model, and the loop that runs them.
 *
 * <p>Begin with {@link dev.aistreaming.tool.LocalTool}, which defines a tool. A {@link dev.aistreaming.tool.Toolbox} attaches tools
 * to a request, a {@link dev.aistreaming.tool.ToolLoopProvider} runs them, and {@link dev.aistreaming.tool.Approvals} let people
 * decide on calls.
 */
@NullMarked
package dev.aistreaming.tool;

import org.jspecify.annotations.NullMarked;
