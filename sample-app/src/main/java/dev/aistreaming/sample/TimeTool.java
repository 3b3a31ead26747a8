package dev.aistreaming.sample;

import dev.aistreaming.spring.AiTool;
import dev.aistreaming.spring.AiToolParam;
import dev.aistreaming.tool.ToolException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

@Component
class TimeTool {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm 'in' VV", Locale.ENGLISH);

    @AiTool("Tells the current date and time in a time zone")
    public String time(@AiToolParam("a zone of the IANA time zone database, such as Europe/Lisbon") String zone) {
        try {
            return FORMAT.format(ZonedDateTime.now(ZoneId.of(zone)));
        } catch (DateTimeException e) {
            throw new ToolException("There is no time zone of this name. Use one such as Europe/Lisbon.");
        }
    }
}
