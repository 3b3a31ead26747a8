package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Media types by the bytes. */
class MediaSnifferTests {

    @ParameterizedTest
    @CsvSource({
        "89504E470D0A1A0A0000, image/png",
        "FFD8FFE000104A464946, image/jpeg",
        "474946383961, image/gif",
        "474946383761, image/gif",
        "524946460000000057454250, image/webp",
        "524946460000000057415645, audio/wav",
        "255044462D312E37, application/pdf",
        "49443304, audio/mpeg",
        "FFFB9064, audio/mpeg",
        "FFF34064, audio/mpeg",
        "48C3A90A09, text/plain"
    })
    void knowsTheTypeByTheBytes(String hex, String type) {
        assertThat(Media.bytes(HexFormat.of().parseHex(hex)).mediaType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "48C3", "5249464600000000415649", "FFF15080", "89504E47"})
    void asksForTheTypeOfOthers(String hex) {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> Media.bytes(HexFormat.of().parseHex(hex)))
                .withMessageContaining("media type");
    }

    @Test
    void refusesNoBytes() {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> Media.bytes(new byte[0]))
                .withMessageContaining("empty");
    }
}
