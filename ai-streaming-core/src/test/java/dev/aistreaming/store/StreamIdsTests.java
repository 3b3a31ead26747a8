package dev.aistreaming.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StreamIdsTests {

    private final StreamIds ids = new StreamIds();

    @Test
    void makesIdsOf128Bits() {
        assertThat(ids.create()).matches("[0-9a-f]{32}").matches(StreamIds::isValid);
        assertThat(Stream.generate(ids::create).limit(1000).distinct()).hasSize(1000);
    }

    @Test
    void knowsWhatCouldBeOne() {
        assertThat(Stream.of(
                        "", "0", "0".repeat(31), "0".repeat(33), "G".repeat(32), "A".repeat(32), "0".repeat(31) + "\n"))
                .noneMatch(StreamIds::isValid);
    }
}
