package dev.aistreaming.spring.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.tool.LocalTool;
import java.util.List;

/** Tools that no bean declares, and that may come and go. {@code toString} says whose they are and, where that is known, their names. */
public interface ToolSource {

    /**
     * The tools that a task names. May wait, for a bounded time.
     *
     * @param wanted which
     * @return none where it has none of that name
     * @throws AiException where it would have them, but cannot get at them just now
     */
    List<LocalTool> find(WantedTools wanted);
}
