package dev.aistreaming.spring.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLineTests {

    private final Logger log = (Logger) LoggerFactory.getLogger(FailureLineTests.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void capture() {
        log.setAdditive(false);
        log.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void letGo() {
        log.setAdditive(true);
        log.detachAppender(lines);
    }

    private static Map<String, Object> values(ILoggingEvent line) {
        return line.getKeyValuePairs().stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }

    private ILoggingEvent line(StreamFigures stream, AiException error) {
        new FailureLine(stream, error).writeTo(log);
        return lines.list.get(0);
    }

    @Test
    void hasKeysAndValuesBesideItsText() {
        StreamFigures stream = new StreamFigures("0123456789abcdef0123456789abcdef", "openai", "m-1", Map.of());
        stream.note(new StreamEvent.Content("Hello"));
        AiException error = AiException.of(ErrorCode.OVERLOADED)
                .provider("openai")
                .status(503)
                .requestId("req-1")
                .build();

        ILoggingEvent line = line(stream, error);

        assertThat(line.getFormattedMessage())
                .matches(
                        "AI stream 0123456789ab of 'openai' \\(model m-1, \\d+ ms, 5 characters\\) failed: overloaded.*");
        assertThat(line.getKeyValuePairs().stream().map(pair -> pair.key))
                .containsExactly(
                        "code", "provider", "model", "status", "requestId", "streamId", "characters", "durationMs");
        assertThat(values(line))
                .containsEntry("code", "overloaded")
                .containsEntry("provider", "openai")
                .containsEntry("model", "m-1")
                .containsEntry("status", 503)
                .containsEntry("requestId", "req-1")
                .containsEntry("streamId", "0123456789ab")
                .containsEntry("characters", 5)
                .hasEntrySatisfying("durationMs", millis -> assertThat(millis).isInstanceOf(Long.class));
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        StreamFigures stream = new StreamFigures("0123456789abcdef0123456789abcdef", "openai", null, Map.of());

        ILoggingEvent line = line(stream, AiException.of(ErrorCode.NETWORK).build());

        assertThat(values(line)).containsOnlyKeys("code", "provider", "streamId", "characters", "durationMs");
        assertThat(line.getThrowableProxy()).isNull();
    }

    @Test
    void hasTheStackOnlyOfAFaultOfThisSide() {
        StreamFigures stream = new StreamFigures("0123456789abcdef0123456789abcdef", "openai", null, Map.of());

        assertThat(line(stream, AiException.of(ErrorCode.INTERNAL).build()).getThrowableProxy())
                .isNotNull();
    }
}
