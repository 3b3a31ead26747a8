package dev.aistreaming.sample.demo;

import dev.aistreaming.chat.ToolCall;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/** Calls tools by simple rules, whereas a language model would understand the question. */
@Component
@RegisterReflectionForBinding({DemoCalls.Note.class, DemoCalls.Zone.class, DemoCalls.Query.class})
class DemoCalls {

    private static final Pattern TIME = Pattern.compile("\\b(time|late)\\b");
    private static final Pattern NOTE =
            Pattern.compile("^\\s*note\\s*[:,]?\\s+(\\S.*)$", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final int MOST_ZONES = 4;

    private final ObjectMapper json;

    DemoCalls(ObjectMapper json) {
        this.json = json;
    }

    /** Returns the tool calls for a question; empty if it is to be answered. */
    List<ToolCall> of(String question, Set<String> offered) {
        List<ToolCall> calls = new ArrayList<>();
        Matcher note = NOTE.matcher(question);
        if (offered.contains("write_note") && note.matches()) {
            calls.add(call(calls, "write_note", new Note(note.group(1).strip())));
        } else if (offered.contains("time")
                && TIME.matcher(question.toLowerCase(Locale.ROOT)).find()) {
            zones(question).forEach(zone -> calls.add(call(calls, "time", new Zone(zone))));
        }
        if (calls.isEmpty() && offered.contains("search_docs")) {
            calls.add(call(calls, "search_docs", new Query(question)));
        }
        return calls;
    }

    private ToolCall call(List<ToolCall> before, String tool, Object arguments) {
        return new ToolCall("call-" + (before.size() + 1), tool, json.writeValueAsString(arguments));
    }

    /** Returns the time zones whose city is a word of the question. */
    private static List<String> zones(String question) {
        String words = " " + question.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]+", " ") + " ";
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
                .filter(zone -> words.contains(" " + city(zone) + " "))
                .sorted()
                .limit(MOST_ZONES)
                .toList();
    }

    private static String city(String zone) {
        return zone.substring(zone.lastIndexOf('/') + 1).replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    record Note(String text) {}

    record Zone(String zone) {}

    record Query(String query) {}
}
