package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.guard.GuardRule;
import dev.aistreaming.guard.Guards;
import dev.aistreaming.guard.Played;
import dev.aistreaming.testing.RecordingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Answers that others have had, with a secret put in at every cut of their events, and itself cut at every place: no character of it
 * leaves, and all else leaves as it is. They lie in the directory that the system property {@code wire.recordings} names.
 */
@Tag("recorded")
class RecordedGuardsTests {

    private static final String SECRET = "\u2603-Zq9Xv7\u2603-!";
    private static final String MASK = "[\u2026]";

    private static final Guards GUARDS = Guards.of(
            GuardRule.literals("secret", List.of(SECRET, "\u2603\u2603")).replacedBy(MASK),
            GuardRule.systemPrompt("prompt"));

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "sse", "text/event-stream",
            "ndjson", "application/x-ndjson",
            "eventstream", "application/vnd.amazon.eventstream");

    @TestFactory
    Stream<DynamicTest> noCharacterOfASecretLeaves() throws IOException {
        return ofEachAnswer(RecordedGuardsTests::checkSecrets);
    }

    @TestFactory
    Stream<DynamicTest> everyFlushLeavesWhatItDidWithoutGuards() throws IOException {
        return ofEachAnswer(RecordedGuardsTests::checkFlushes);
    }

    private static Stream<DynamicTest> ofEachAnswer(Consumer<List<StreamEvent>> check) throws IOException {
        Path recordings = Path.of(Objects.requireNonNull(
                System.getProperty("wire.recordings"), "the system property wire.recordings is not set"));
        List<Path> answers;
        try (Stream<Path> files = Files.walk(recordings)) {
            answers = files.filter(file -> CONTENT_TYPES.containsKey(extension(file)))
                    .sorted()
                    .toList();
        }
        return answers.stream()
                .map(answer -> DynamicTest.dynamicTest(
                        recordings.relativize(answer).toString(), () -> check.accept(events(answer, recordings))));
    }

    private static void checkFlushes(List<StreamEvent> events) {
        RecordingListener listener = Played.through(GUARDS, events);

        assertThat(listener.events).hasSameSizeAs(events);
        for (int i = 0; i < events.size(); i++) {
            assertThat(listener.events.get(i)).isSameAs(events.get(i));
            assertThat(listener.eventsAtFlushes.get(i)).isEqualTo(i + 1);
        }
    }

    private static void checkSecrets(List<StreamEvent> events) {
        assertThat(flat(Played.through(GUARDS, events).events)).isEqualTo(flat(events));
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof StreamEvent.Content content) {
                String text = content.text();
                int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
                for (int cut = 0; cut <= SECRET.length(); cut++) {
                    checkAt(events, i, 0, cut);
                    checkAt(events, i, middle, cut);
                    checkAt(events, i, text.length(), cut);
                }
            }
        }
    }

    /** A secret stands at a place of an event's text, and the event is cut within the secret. */
    private static void checkAt(List<StreamEvent> events, int index, int at, int cut) {
        String text = ((StreamEvent.Content) events.get(index)).text();
        List<StreamEvent> spiked = new ArrayList<>(events.subList(0, index));
        add(spiked, text.substring(0, at) + SECRET.substring(0, cut));
        add(spiked, SECRET.substring(cut) + text.substring(at));
        spiked.addAll(events.subList(index + 1, events.size()));
        List<StreamEvent> masked = new ArrayList<>(events.subList(0, index));
        add(masked, text.substring(0, at) + MASK + text.substring(at));
        masked.addAll(events.subList(index + 1, events.size()));

        RecordingListener listener = Played.through(GUARDS, spiked);

        assertThat(flat(listener.events)).isEqualTo(flat(masked));
        assertThat(listener.response().content()).isEqualTo(listener.content());
    }

    private static void add(List<StreamEvent> events, String text) {
        if (!text.isEmpty()) {
            events.add(new StreamEvent.Content(text));
        }
    }

    /** Without the cuts of texts. */
    @SuppressWarnings("UnnecessaryStringBuilder") // it grows with further events
    private static List<Object> flat(List<StreamEvent> events) {
        List<Object> flat = new ArrayList<>();
        for (StreamEvent event : events) {
            Object last = flat.isEmpty() ? null : flat.get(flat.size() - 1);
            if (event instanceof StreamEvent.Content content && last instanceof StringBuilder text) {
                text.append(content.text());
            } else {
                flat.add(event instanceof StreamEvent.Content content ? new StringBuilder(content.text()) : event);
            }
        }
        flat.replaceAll(item -> item instanceof StringBuilder ? item.toString() : item);
        return flat;
    }

    private static List<StreamEvent> events(Path answer, Path recordings) throws IOException {
        String vendor = recordings.relativize(answer).getName(0).toString();
        String contentType = Objects.requireNonNull(CONTENT_TYPES.get(extension(answer)));
        List<StreamEvent> events = new ArrayList<>(new MappingFixture(type(vendor, contentType))
                .contentType(contentType)
                .play(Files.readAllBytes(answer))
                .events());
        events.removeIf(StreamEvent.Finished.class::isInstance);
        events.add(Played.FINISHED);
        return events;
    }

    private static ProviderType type(String vendor, String contentType) {
        boolean ownProtocol = !vendor.equals("ollama") || contentType.endsWith("ndjson");
        return ownProtocol ? ProviderType.find(vendor).orElse(ProviderType.OPENAI) : ProviderType.OPENAI;
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
