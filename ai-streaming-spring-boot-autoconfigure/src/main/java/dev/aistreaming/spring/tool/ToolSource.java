package dev.aistreaming.spring.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.tool.LocalTool;
import java.util.List;

/** Provides tools that are not beans and may come and go. {@code toString} names the source and, if known, its tools. */
public interface ToolSource {

    /**
     * Returns the tools that a task asks for. May block, but only for a limited time.
     *
     * @param wanted the names
     * @return an empty list if the source has no such tools
     * @throws AiException if the source has such tools but cannot reach them now
     */
    List<LocalTool> find(WantedTools wanted);
}
