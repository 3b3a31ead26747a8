package dev.aistreaming.sample;

import dev.aistreaming.spring.AiTool;
import dev.aistreaming.spring.AiToolParam;
import dev.aistreaming.tool.ToolException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** A tool that changes something, as far as a sample may. So it asks the user first. */
@Component
class NoteTool {

    private static final int MAX_LENGTH = 1000;

    private final AtomicInteger count = new AtomicInteger();

    @AiTool(name = "write_note", value = "Writes a note for the user, who is asked first", approval = true)
    public String write(@AiToolParam("the note") String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new ToolException("A note has 1 to " + MAX_LENGTH + " characters.");
        }
        return "Note " + count.incrementAndGet() + " is written: " + text;
    }
}
