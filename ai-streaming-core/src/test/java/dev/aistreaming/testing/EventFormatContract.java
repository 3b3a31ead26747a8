package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every format has to hold whose streams are Server-Sent Events. */
public abstract class EventFormatContract extends FormatContract {

    /** Whether the front end takes this event for the end; it has to be the last one of each stream, and no other. */
    protected abstract boolean isLast(String event);

    @Test
    @SuppressWarnings("StringSplitter")
    void endsEachStreamOnceAndWritesNothingAfterTheLastEvent() {
        for (String stream : List.of(
                answer(), toolCall(), errorFirst(), errorAfterContent(), cancelled(), write(e -> everything(e)))) {
            List<String> events = List.of(stream.split("\n\n"));
            assertThat(events).filteredOn(this::isLast).hasSize(1);
            assertThat(isLast(events.get(events.size() - 1))).isTrue();
        }
    }

    @Test
    void putsEachEventOnOneLineWhateverItsTextIs() {
        String stream = write(FormatContract::everything);
        assertThat(stream).endsWith("\n\n").doesNotContain("\r", "\n\n\n");
        assertThat(stream.split("\n\n")).allMatch(event -> event.startsWith("data: ") && !event.contains("\n"));
    }

    /** A browser that comes back gets the events after the last one it has seen, and these have to mean the same. */
    @Test
    @SuppressWarnings("StringSplitter")
    void canBeResumedAfterAnyEvent() {
        SseEncoder out = new SseEncoder(ID, 0);
        String stream = write(out, FormatContract::answer);
        String[] events = stream.split("(?<=\n\n)");
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < events.length; i++) {
            String id = "id: " + ID + ":" + (i + 1) + "\n";
            assertThat(events[i]).startsWith(id);
            data.append(events[i], id.length(), events[i].length());
        }
        assertThat(data.toString()).isEqualTo(answer());
    }

    /** Of a stream that has expired, or whose writer has died, nothing else is known. */
    @Test
    void endsAStreamOfWhichOnlyTheIdIsKnown() {
        SseEncoder out = new SseEncoder(ID, 7);
        format().newEncoder(out, StreamInfo.of(ID))
                .error(AiException.of(ErrorCode.INTERRUPTED).build());
        String stream = new String(out.take(), StandardCharsets.UTF_8);
        assertThat(stream).startsWith("id: " + ID + ":8\n").endsWith("\n\n");
        assertThat(isLast(stream.substring(stream.lastIndexOf("data: ")).strip()))
                .isTrue();
    }
}
